"""The sample's cases, by charter, and the mail of somebody whom nobody has registered yet."""

from charterdesk.sample.plots.bicom import BICOM
from charterdesk.sample.plots.handsfree import HANDSFREE
from charterdesk.sample.plots.roxen import ROXEN
from charterdesk.sample.plots.terrasoft import TERRASOFT
from charterdesk.sample.plots.voxeo import VOXEO

PLOTS = (*ROXEN, *VOXEO, *BICOM, *HANDSFREE, *TERRASOFT)
