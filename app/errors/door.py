"""What the door says: passwords, the recovery code, the lock-out."""

from app.errors.base import DeskError


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


class WrongBackupPassword(DeskError):
    """No key slot of a backup opens with that login and password."""

    number = "E207"
    what = "用户名或密码和这份备份对不上。"
    safe = "没有恢复任何内容，备份也没有变化。"
    todo = "请用做备份那时的用户名和密码。"


class PasswordDue(DeskError):
    """The password was given by somebody else, or is older than the policy allows; nothing else may be done before."""

    number = "E203"
    what = "这个账号须先换一个自己的新密码，才能办理业务。"
    safe = "数据没有变化。"
    todo = "请在“修改密码”里设好新密码，再继续。"


class NoKeyring(DeskError):
    """This PC cannot let an account in without its password, or not any more."""

    number = "E208"
    what = "在这台电脑上不能不输密码登录：{why}。"
    safe = "数据没有变化。"
    todo = "请照常输入密码登录。"


class WrongRecoveryCode(DeskError):
    """The recovery code, or the account it shall open, does not fit. The same words for both."""

    number = "E204"
    what = "恢复码或用户名不对。"
    safe = "数据没有变化。"
    todo = "请对照封存的那张纸逐组核对；字母不分大小写，横线可以不输。"


class NoPassword(DeskError):
    """A command was started where nobody can be asked for a password."""

    number = "E206"
    what = "没有给出密码，登录不了。"
    safe = "数据没有变化。"
    todo = "请在命令行窗口里运行并输入密码，或先设好环境变量 COMMAND_DESK_PASSWORD。"
