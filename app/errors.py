"""Everything the program refuses or cannot do, said so that an operator knows what happened, whether data is safe, what to do.

A sentence stands once, here, with its number; views and commands only show `text()`. Facts are filled in by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class DeskError(Exception):
    """Base of all errors that are shown in words. `facts` fill the `{names}` of the three sentences."""

    number: ClassVar[str] = "E000"
    what: ClassVar[str] = "这一步没有做完。"
    safe: ClassVar[str] = "已保存的数据没有变化。"
    todo: ClassVar[str] = "请记下编号，联系维护人员。"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.text())

    def text(self) -> str:
        """The whole message: what happened, whether data is safe, what to do, number."""
        sentences = f"{self.what}{self.safe}{self.todo}".format(**self.facts)
        return f"{sentences}（编号 {self.number}）"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field: `field` is the attribute, `row` the row of the file it came from (from 1)."""

    field: str
    why: str
    row: int | None = None


class Refused(DeskError):
    """Input that breaks a rule. Each problem belongs under its field; nothing was written."""

    number = "E101"
    what = "有 {count} 处需要改：{first}。"
    safe = "填写的内容都在，还没有保存。"
    todo = "请按提示改好后再保存。"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems), first="；".join(problem.why for problem in self.problems[:3]))


class LaterChange(DeskError):
    """The change to be taken back is one on which a later change stands."""

    number = "E105"
    what = "“{title}”在这一次修改之后又改过，这一次修改不能单独撤销。"
    safe = "没有撤销任何内容，数据没有变化。"
    todo = "请先撤销后来的修改，或直接改成要的内容。"


class StaleRecord(DeskError):
    """The record changed after the draft was read."""

    number = "E102"
    what = "“{title}”在您填写期间被别人改过。"
    safe = "对方的修改已保存，您填写的内容还在表单里，没有丢。"
    todo = "请刷新后对照再保存。"


class NotFound(DeskError):
    """The record does not exist, or lies in the recycle bin."""

    number = "E103"
    what = "找不到这条记录：{title}。"
    safe = "其他数据没有变化。"
    todo = "它可能已被删除，请到回收站查看。"


class NotPermitted(DeskError):
    """The account's roles do not allow the action."""

    number = "E104"
    what = "您的角色不能做这一步：{action}。"
    safe = "数据没有变化。"
    todo = "需要时请由{holders}登录办理。"


class WrongPassword(DeskError):
    """Account or password do not match. Deliberately the same words for both."""

    number = "E201"
    what = "用户名或密码不对。"
    safe = "数据没有变化。"
    todo = "请重新输入；还可以试 {left} 次。"


class LockedOut(DeskError):
    """Too many wrong passwords; the wait grows with each further failure."""

    number = "E202"
    what = "输错密码次数太多，这个用户名暂时不能登录。"
    safe = "数据没有变化。"
    todo = "请在 {minutes} 分钟后再试，或用封存的恢复码登录。"


class StoreTooNew(DeskError):
    """The data was written by a newer version of the program."""

    number = "E301"
    what = "这份数据是更新版本的指挥台写的（数据版本 {found}，本程序认得到 {known}）。"
    safe = "数据完好，本程序没有打开它，也没有改动。"
    todo = "请安装新版指挥台后再打开。"


class AlreadyRunning(DeskError):
    """A second start on the same data folder."""

    number = "E302"
    what = "指挥台已经在这台电脑上打开了这份数据。"
    safe = "数据没有变化。"
    todo = "请切换到已打开的窗口；如果看不到窗口，请重新启动电脑后再试。"


class DiskFull(DeskError):
    """No room left on the disk that holds the data."""

    number = "E303"
    what = "磁盘空间不够，这一步没有写入。"
    safe = "之前保存的数据都在，这一步的内容没有写进一半。"
    todo = "请在磁盘 {place} 腾出至少 {need} 后再保存。"


class WrongBackupPassword(DeskError):
    """No key slot of a backup opens with that login and password."""

    number = "E207"
    what = "用户名或密码和这份备份对不上。"
    safe = "没有恢复任何内容，备份也没有变化。"
    todo = "请用做备份那时的用户名和密码。"


class StoreDamaged(DeskError):
    """The data file cannot be read as what it should be."""

    number = "E304"
    what = "数据文件读不出来：{where}。"
    safe = "程序没有改动它；最近的备份在 {backup}。"
    todo = "请用“恢复备份”恢复到最近一次，或联系维护人员。"


class NoOffice(DeskError):
    """The folder holds no office yet."""

    number = "E305"
    what = "文件夹 {place} 里还没有指挥台的数据。"
    safe = "没有数据受影响。"
    todo = "请先完成首次设置，或检查文件夹是否选对。"


class StoreTooOld(DeskError):
    """SQLite below 3.51.3 can lose a commit when the WAL is reset under two connections."""

    number = "E306"
    what = "程序自带的数据库部件太旧（{found}）。"
    safe = "数据没有打开，也没有变化。"
    todo = "请重新安装完整的指挥台。"


class UnreadableFile(DeskError):
    """A file that is not what its use needs: damaged, empty, of another kind, encrypted."""

    number = "E401"
    what = "文件“{name}”读不出来：{why}。"
    safe = "没有导入任何内容，原有数据没有变化。"
    todo = "请用 WPS 打开确认内容后另存为 xlsx，再导入。"


class PasswordDue(DeskError):
    """The password was given by somebody else, or is older than the policy allows; nothing else may be done before."""

    number = "E203"
    what = "这个账号须先换一个自己的新密码，才能办理业务。"
    safe = "数据没有变化。"
    todo = "请在“修改密码”里设好新密码，再继续。"


class WrongRecoveryCode(DeskError):
    """The recovery code, or the account it shall open, does not fit. The same words for both."""

    number = "E204"
    what = "恢复码或用户名不对。"
    safe = "数据没有变化。"
    todo = "请对照封存的那张纸逐组核对；字母不分大小写，横线可以不输。"


class OfficeExists(DeskError):
    """Founding where an office, or anything else, already is."""

    number = "E307"
    what = "文件夹 {place} 里已经有内容，没有在这里新建。"
    safe = "原有内容没有变化。"
    todo = "请选一个空文件夹，或直接打开原有的数据。"


class AttachmentDamaged(DeskError):
    """A stored attachment is missing or is not what was stored."""

    number = "E311"
    what = "附件读不出来：{why}（校验值 {sha256}）。"
    safe = "登记的文字内容没有受影响，程序没有改动附件。"
    todo = "请在“体检”里从备份找回这个附件。"


class BackupUnreadable(DeskError):
    """A folder that is not a backup of this program, or not a whole one."""

    number = "E312"
    what = "备份“{name}”不能用：{why}。"
    safe = "现有数据没有变化。"
    todo = "请另选一份备份。"


class UpgradeStopped(DeskError):
    """A schema step could not be finished; the store is as it was before."""

    number = "E313"
    what = "数据升级没有做完：{why}。"
    safe = "数据还是升级前的样子，一条没有少；升级前的备份是“{backup}”。"
    todo = "请继续使用原来的版本，并把编号告诉维护人员。"


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


class NoPassword(DeskError):
    """A command was started where nobody can be asked for a password."""

    number = "E206"
    what = "没有给出密码，登录不了。"
    safe = "数据没有变化。"
    todo = "请在命令行窗口里运行并输入密码，或先设好环境变量 COMMAND_DESK_PASSWORD。"


class NoScreen(DeskError):
    """A command that opens a window, on a machine that can show none."""

    number = "E308"
    what = "这台机器没有屏幕，也没有装虚拟屏幕，窗口打不开。"
    safe = "数据没有变化。"
    todo = "请换到有屏幕的电脑上运行，或请维护人员装上虚拟屏幕。"


class Unexpected(DeskError):
    """A fault of the program."""

    number = "E900"
    what = "程序有一步没有做完，这是程序的毛病，不是您的操作。"
    safe = "已保存的数据没有变化，填到一半的表单已存为草稿。"
    todo = "可以接着用；再出现时请把记录号和日志文件交给维护人员。记录号 {mark}。"


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
