"""涉案物品: the register of goods in custody, and the count of a shelf against it."""

from app.registers.goods import GOODS
from app.services.case_parts.goods import StockCount
from app.views.case.stock_layer import StockLayer, count_sheaf
from app.views.frame import Frame
from app.views.pages.registers import RegisterPage
from app.views.paper.layer import PreviewLayer
from app.views.widgets.kinds import button


class GoodsPage(RegisterPage):
    """A register page with 库房清点."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, GOODS)

    def _buttons(self) -> None:
        self.header.add_button(button("库房清点", icon="tick", then=self.open_count))
        super()._buttons()

    def open_count(self) -> None:
        """Count a shelf."""
        layer = StockLayer(self.frame, "涉案物品")
        layer.counted.connect(self.show_count)
        self.push(layer)

    def show_count(self, count: StockCount) -> None:
        """The result as a page to print."""
        self.push(PreviewLayer(self.frame, count_sheaf(count, self.frame.office.actor.name), "清点"))
