"""What earlier runs found out, kept between runs: names of contents, what files say, whole answers.

All of it can be found out again. So whatever is damaged, from another program or not there is a miss, and
nothing that is kept is ever run. Nothing here imports more than a start needs.
"""
