"""The 演示 office: seeded, obviously fictional, of any size."""
