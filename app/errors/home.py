"""What can be wrong with the data of an office and the machine it lies on: store, disk, attachments, backups, screen."""

from app.errors.base import DeskError


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


class NoScreen(DeskError):
    """A command that opens a window, on a machine that can show none."""

    number = "E308"
    what = "这台机器没有屏幕，也没有装虚拟屏幕，窗口打不开。"
    safe = "数据没有变化。"
    todo = "请换到有屏幕的电脑上运行，或请维护人员装上虚拟屏幕。"
