"""The layout of administrative papers (Decree 30/2020/NĐ-CP, Appendix I): its facts as data, and a checker."""
