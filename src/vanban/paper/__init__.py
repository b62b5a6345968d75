"""Writing papers: what stands in one (`Paper`), and how it becomes DOCX and PDF in the layout of Decree 30/2020/NĐ-CP.

raw = write_docx(paper)             # vanban.paper.docx
raw = write_pdf(paper)              # vanban.paper.pdf
"""

from vanban.paper.content import Annex, Block, Item, Paper, Paragraph, Run, Signer, Table, Wide, Words

__all__ = ["Annex", "Block", "Item", "Paper", "Paragraph", "Run", "Signer", "Table", "Wide", "Words"]
