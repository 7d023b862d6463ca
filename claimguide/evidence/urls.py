from django.urls import path

from . import files, listing, views, views_contacts, views_describe, views_pieces, views_upload
from .bundle.urls import urlpatterns as bundles
from .reading.urls import urlpatterns as reading
from .share.urls import urlpatterns as share
from .verify.urls import urlpatterns as verify

app_name = "evidence"
_BOARD = "case/<uuid:case_id>/exhibits/"
_ONE = f"{_BOARD}<uuid:exhibit_id>/"
_UPLOAD = f"{_BOARD}uploads/<uuid:upload_id>/"
urlpatterns = [
    path(_BOARD, views.board, name="board"),
    path(f"{_BOARD}add/", views_upload.upload, name="upload"),
    path(f"{_BOARD}uploads/", views_pieces.begin, name="uploads"),
    path(_UPLOAD, views_pieces.state, name="upload_state"),
    path(f"{_UPLOAD}<int:start>/", views_pieces.piece, name="piece"),
    path(f"{_UPLOAD}finish/", views_pieces.finish, name="finish"),
    path(f"{_UPLOAD}cancel/", views_pieces.cancel, name="cancel"),
    path(f"{_BOARD}strength/", views.strength, name="strength"),
    path(f"{_BOARD}statuses/", views.statuses, name="statuses"),
    path(f"{_BOARD}arrivals/", listing.arrivals, name="arrivals"),
    path(f"{_BOARD}order/", listing.order, name="order"),
    path(f"{_BOARD}contact/<int:entry>/", views_contacts.contact, name="contact"),
    path(_ONE, views_describe.describe, name="describe"),
    path(f"{_ONE}dismiss/", listing.dismiss, name="dismiss"),
    path(f"{_ONE}change/", views.change, name="change"),
    path(f"{_ONE}thumbnail.jpg", files.thumbnail, name="thumbnail"),
    path(f"{_ONE}preview.jpg", files.preview, name="preview"),
    path(f"{_ONE}original", files.original, name="original"),
    path(f"{_ONE}media", files.media, name="media"),
    path(f"{_ONE}pages/", files.pages, name="pages"),
    path(f"{_ONE}page/<int:number>/", files.page, name="page"),
    path(f"{_ONE}text/", files.text, name="text"),
    *bundles,
    *reading,
    *verify,
    *share,
]
