"""Pages of documents: the list and a document, what is corrected in its reading, the register of what came in."""

from .comparison import compare_copies
from .corrections import (
    accept_number,
    add_duty,
    correct_duty,
    correct_header,
    drop_duty,
    reread_document,
    undo_correction,
)
from .document import document, documents, file, upload
from .outgoing import (
    drop_outgoing,
    enter_outgoing,
    issue_outgoing,
    outgoing,
    outgoing_file,
    outgoing_register,
)
from .purges import decide_purge, propose_purge, purge, purges
from .register import arrival, incoming_register

__all__ = [
    "accept_number",
    "add_duty",
    "arrival",
    "compare_copies",
    "correct_duty",
    "correct_header",
    "decide_purge",
    "document",
    "documents",
    "drop_duty",
    "drop_outgoing",
    "enter_outgoing",
    "file",
    "incoming_register",
    "issue_outgoing",
    "outgoing",
    "outgoing_file",
    "outgoing_register",
    "propose_purge",
    "purge",
    "purges",
    "reread_document",
    "undo_correction",
    "upload",
]
