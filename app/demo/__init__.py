"""The fictional office used for trying, teaching and testing: 演示 石梁镇. The same seed gives the same content, keys apart.

Nothing here is true: names are invented and marked 演示, id numbers lie in an area that does not exist, phone numbers in a
range nobody is given, pictures are drawn. Only the power items are the published ones.
"""
