"""The parts of a case beside its course: evidence, goods, money, service, review, discussion, advice, signatures, quality."""
