"""What can be wrong with files people bring or want, and with papers: reading, printing, writing, numbers."""

from app.errors.base import DeskError


class UnreadableFile(DeskError):
    """A file that is not what its use needs: damaged, empty, of another kind, encrypted."""

    number = "E401"
    what = "文件“{name}”读不出来：{why}。"
    safe = "没有导入任何内容，原有数据没有变化。"
    todo = "请用 WPS 打开确认内容后另存为 xlsx，再导入。"


class NotPrinted(DeskError):
    """The printer or its queue did not take the paper."""

    number = "E501"
    what = "没有打印出来：打印机“{printer}”没有接收。"
    safe = "文书内容没有变化。"
    todo = "请检查打印机是否开机、连好、有纸，或换一台打印机；也可以先导出 PDF。"


class NotWritten(DeskError):
    """A file the user asked for could not be written where he wanted it."""

    number = "E502"
    what = "文件“{name}”没有写成：{place} 写不进去。"
    safe = "指挥台里的数据没有变化，原来的文件也还在。"
    todo = "请关闭正在使用这个文件的 WPS 或 Word，检查磁盘空间，或换一个文件夹再导出。"


class AlreadyIssued(DeskError):
    """An issued paper is never changed; a correction is a new paper."""

    number = "E503"
    what = "《{title}》已经定稿，不能再改。"
    safe = "定稿的文书原样保存着。"
    todo = "需要更正时请另做一份新的文书。"


class MissingColumns(DeskError):
    """A sheet for import without a column its register needs."""

    number = "E402"
    what = "文件“{name}”缺少必填的列“{columns}”{seen}。"
    safe = "没有导入任何内容，原有数据没有变化。"
    todo = "请补上这一列，或下载模板，把内容粘贴进去再导入。"


class NoNumbers(DeskError):
    """This device holds no block of a series, or not so many numbers."""

    number = "E504"
    what = "这台电脑在“{series}”{year}年的号段里没有可用的号了。"
    safe = "文书还是草稿，没有取号，内容没有变化。"
    todo = "请在编号的主电脑上给这台电脑划一个号段，同步之后再定稿。"
