"""The answers a consumer may pick, with the words people see. Values are those of the fact vocabulary."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tri(models.TextChoices):
    """Unknown is the empty string and never means no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Channel(models.TextChoices):
    PLATFORM_SHOP = "platform_shop", _("A shop on a shopping platform")
    LIVE_STREAM = "live_stream", _("A live-stream room")
    OWN_SITE = "own_site", _("The brand's own site or app")
    SOCIAL = "social", _("A chat group or social media")
    TAKEAWAY = "takeaway", _("Food delivery")
    SECOND_HAND = "second_hand_platform", _("A second-hand platform")
    OFFLINE = "offline", _("A physical shop")


class Sex(models.TextChoices):
    """As a complaint asks for it (民诉法 124)."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class SellerKind(models.TextChoices):
    BUSINESS = "business", _("A business that runs a shop")
    SELF_OPERATED = "self_operated", _("The platform itself (marked self-operated)")
    LOOKS_SELF_OPERATED = "looks_self_operated", _("Not marked, but it looked like the platform itself")
    INDIVIDUAL_TRADER = "individual_trader", _("A person who keeps selling for profit")
    PRIVATE = "private", _("A person who sold something of their own")


class LiveRoomRole(models.TextChoices):
    SELLER = "seller", _("It said that it sells the goods itself")
    SAID_NOT_SELLER = "said_not_seller", _("It clearly named another seller")
    DID_NOT_SAY = "did_not_say", _("It did not say who sells")


class GoodsKind(models.TextChoices):
    FOOD = "food", _("Food")
    HEALTH_FOOD = "health_food", _("Health food")
    INFANT_FOOD = "infant_food", _("Infant food")
    DRUG = "drug", _("Medicine")
    COSMETICS = "cosmetics", _("Cosmetics")
    MEDICAL_DEVICE = "medical_device", _("Medical device")
    PHONE = "phone", _("Mobile phone")
    COMPUTER = "computer", _("Computer or tablet")
    APPLIANCE = "appliance", _("Household appliance")
    ELECTRONICS = "electronics", _("Other electronics")
    CAR = "car", _("Car")
    CLOTHING = "clothing", _("Clothes, shoes, bags")
    JEWELLERY = "jewellery", _("Jewellery, bracelets, collectables")
    FURNITURE = "furniture", _("Furniture and building material")
    SECOND_HAND = "second_hand", _("Second-hand goods")
    FRESH = "fresh", _("Fresh produce and plants")
    CUSTOM_MADE = "custom_made", _("Made to order")
    DIGITAL = "digital_content", _("Digital content or software")
    PERIODICAL = "periodical", _("Newspapers and magazines")
    TRAVEL = "ticket_or_travel", _("Tickets and travel")
    SERVICE = "service", _("A service")
    PREPAID = "prepaid_service", _("A prepaid card or course")
    MEMBERSHIP = "membership", _("Membership or subscription")
    OTHER = "other", _("Something else")


class GoodsCondition(models.TextChoices):
    NEW = "new", _("Sold as new")
    SECOND_HAND = "second_hand", _("Sold as second-hand")


class FoodForm(models.TextChoices):
    PREPACKAGED = "prepackaged", _("Pre-packaged")
    LOOSE = "loose", _("Sold loose")
    PREPARED = "prepared", _("Prepared on order")


class Purpose(models.TextChoices):
    DAILY_LIFE = "daily_life", _("For myself, my family or as a gift")
    RESALE = "resale", _("To sell on or for a business")
    CLAIM_HUNTING = "claim_hunting", _("Mainly in order to claim compensation")


class ProblemKind(models.TextChoices):
    QUALITY = "quality_defect", _("It is broken, faulty or of poor quality")
    NOT_AS_DESCRIBED = "not_as_described", _("It differs from the page, pictures or what was said")
    FALSE_PROMOTION = "false_promotion", _("The promotion was untrue")
    COUNTERFEIT = "counterfeit", _("I suspect a counterfeit")
    USED_AS_NEW = "used_sold_as_new", _("It was used or refurbished but sold as new")
    CONCEALED = "concealed_defect", _("A known flaw was kept from me")
    WRONG_ITEM = "wrong_item", _("The wrong item came")
    SHORT = "short_delivery", _("Something is missing from the parcel")
    RETURN_REFUSED = "return_refused", _("The seller refuses a seven-day return")
    REFUND_DELAYED = "refund_delayed", _("I sent it back but the refund does not come")
    PROMISE = "promise_broken", _("Promised compensation or protection is not honoured")
    REPAIR_REFUSED = "repair_refused", _("Repair, exchange or return under guarantee is refused")
    NOT_DELIVERED = "not_delivered", _("It never came")
    LATE = "late_delivery", _("It came late")
    CANCELLED = "order_cancelled", _("The seller cancelled my order")
    LOST = "parcel_lost", _("The parcel was lost")
    DAMAGED = "damaged_on_arrival", _("It was damaged when it came")
    UNSAFE_FOOD = "unsafe_food", _("The food is unsafe")
    EXPIRED = "expired", _("It was past its date when it came")
    FOREIGN_OBJECT = "foreign_object", _("There was a foreign object in it")
    LABEL_FLAW = "label_flaw", _("There is a mistake on the label")
    NO_LABEL = "no_mandatory_label", _("Required label information is missing")
    UNLICENSED = "unlicensed_seller", _("The seller has no licence for this")
    UNSAFE_DRUG = "unsafe_drug", _("The medicine is fake or substandard")
    PRICE_FRAUD = "price_fraud", _("The price or discount was false")
    DISCRIMINATION = "price_discrimination", _("I was charged more than others")
    AUTO_RENEWAL = "auto_renewal", _("It renewed automatically without a clear notice")
    PREPAID_CLOSED = "prepaid_closed", _("The shop I prepaid has closed")
    PREPAID_REFUND = "prepaid_refund_refused", _("The rest of a prepayment is not refunded")
    INJURY = "injury", _("It hurt someone or damaged property")
    PRIVACY = "privacy_leak", _("My personal information was leaked or misused")
    UNFAIR_TERM = "unfair_term", _("The fine print is unfair")
    DEPOSIT = "deposit_kept", _("A deposit is not returned")
    MINOR = "minor_purchase", _("A child paid without permission")
    UNAUTHORISED = "unauthorised_payment", _("A payment was made that I did not authorise")
    REVIEW = "review_deleted", _("My review was deleted")


class LabelError(models.TextChoices):
    MISSING = "missing_item", _("A required item is missing")
    FALSE = "false_item", _("An item is untrue")
    FIGURE = "wrong_figure", _("A figure is wrong")
    WORDING = "wording", _("The wording is wrong")
    ONLY_ON_PAGE = "only_on_page", _("The mistake is only on the product page")


class Harm(models.TextChoices):
    NONE = "none", _("No harm")
    PROPERTY = "property", _("Other property was damaged")
    BODILY = "bodily", _("Someone was hurt or fell ill")
    SERIOUS = "serious", _("Someone's health was seriously damaged")
    DEATH = "death", _("Someone died")


class PromiseKind(models.TextChoices):
    NONE = "none", _("No such promise")
    MULTIPLE = "multiple", _("A multiple of the price (for example ten for one fake)")
    FIXED_SUM = "fixed_sum", _("A fixed sum")
    FREE_ORDER = "free_order", _("The order free of charge")
    PRICE_PROTECTION = "price_protection", _("The difference if the price falls")
    LONGER_RETURN = "longer_return", _("A longer or easier return")
    OTHER = "other", _("Something else")


class PromiseBy(models.TextChoices):
    SELLER = "seller", _("The shop or live room")
    PLATFORM = "platform", _("The platform")


class ReturnableClass(models.TextChoices):
    ORDINARY = "ordinary", _("Ordinary goods, none of the following")
    CUSTOM_MADE = "custom_made", _("Made to my order")
    FRESH = "fresh", _("Fresh or perishable")
    UNSEALED_DIGITAL = "unsealed_digital", _("Downloaded or unsealed audio, video or software")
    PERIODICAL = "periodical", _("Delivered newspapers or magazines")
    SEALED_FOR_HEALTH = "sealed_for_health", _("Unsealing affects safety, health or quality")
    LOSES_VALUE = "loses_value", _("It loses much value once activated or tried")
    NEAR_EXPIRY = "near_expiry_or_flawed", _("Clearly sold as near its date or flawed")


class PrepaidEndedBy(models.TextChoices):
    OPERATOR = "operator", _("The business's reason")
    CONSUMER = "consumer", _("My own reason")
    NEITHER = "neither", _("Nobody's fault")


class DepositKind(models.TextChoices):
    NONE = "none", _("No deposit")
    EARNEST = "earnest", _("Earnest money (定金)")
    DOWN_PAYMENT = "down_payment", _("Down payment (订金)")
    SECURITY = "security", _("Security deposit (押金)")


class DepositBrokenBy(models.TextChoices):
    SELLER = "seller", _("The seller did not perform")
    CONSUMER = "consumer", _("I did not perform")


class NamedSeller(models.TextChoices):
    YES = "yes", _("Yes, and the particulars are true")
    NO = "no", _("No, it gave nothing")
    USELESS = "useless", _("It gave particulars, but they are false or the business is gone")


class Remedy(models.TextChoices):
    """What the consumer wants; the law room says what the facts support."""

    REFUND = "refund", _("Return the goods and get the money back")
    REFUND_ONLY = "refund_only", _("Get the money back")
    EXCHANGE = "exchange", _("Exchange")
    REPAIR = "repair", _("Repair")
    MAKE_UP = "make_up", _("Send what is missing")
    PRICE_CUT = "price_cut", _("Keep it and get part of the price back")
    COMPENSATION = "compensation", _("The compensation that was promised or that the law gives")


class ContactChannel(models.TextChoices):
    CHAT = "chat", _("Chat on the platform")
    AFTER_SALES = "after_sales", _("After-sales form")
    PHONE = "phone", _("Telephone")
    MAIL = "mail", _("Registered post or EMS")
    EMAIL = "email", _("E-mail")
    IN_PERSON = "in_person", _("In person")


class ReplyKind(models.TextChoices):
    """How sellers commonly refuse; the guide answers each with its article."""

    NONE = "none", _("No answer yet")
    AGREED = "agreed", _("It agreed to everything")
    PARTLY = "partly", _("It offered only part")
    OPENED = "opened", _("“It was opened, so no return”")
    RESALE = "resale", _("“It can no longer be sold on”")
    TOO_LATE = "too_late", _("“The time for returns is over”")
    PROMOTION = "promotion", _("“Goods on offer are not taken back”")
    INCOMPLETE = "incomplete", _("“The gift, box, label or invoice is missing”")
    CUSTOM = "custom", _("“It was made to order”")
    DIGITAL = "digital", _("“Digital goods are not refunded”")
    SIGNED = "signed", _("“You signed for it, so it was fine”")
    NOT_SUPPORTED = "not_supported", _("“There are no returns on this item”")
    PROVE_IT = "prove_it", _("“Have it appraised first and prove it”")
    APPRAISAL = "appraisal", _("“We do not accept that appraisal”")
    OWN_FAULT = "own_fault", _("“You damaged it yourself”")
    HARMLESS = "harmless", _("“It does no harm, you can still eat or use it”")
    NOT_OURS = "not_ours", _("“Ask the manufacturer or wait for the factory”")
    COURIER = "courier", _("“Ask the courier”")
    ASK_PLATFORM = "ask_platform", _("“Ask the platform, we can do nothing”")
    LIVE_ROOM = "live_room", _("“The live room is not ours or its link is gone”")
    NEW_OWNER = "new_owner", _("“The shop has a new owner”")
    OFF_PLATFORM = "off_platform", _("“You did not pay through the platform”")
    CLAIMANT = "claimant", _("“You bought it only to claim”")
    SEVERAL = "several", _("“You bought too many, so you are no consumer”")
    REVIEW_FIRST = "review_first", _("“First withdraw your review or complaint”")
    FREIGHT = "freight", _("“You pay the freight”")
    COUPON = "coupon", _("“We give back a coupon or balance, no money”")
    SLOW_REFUND = "slow_refund", _("“The refund takes time, the system is slow”")
    DEPOSIT = "deposit", _("“The deposit is not given back”")
    PREPAID = "prepaid", _("“Prepaid cards and courses are not refunded”")
    PRICE_ERROR = "price_error", _("“The price was a mistake, so the order is cancelled”")
    NO_STOCK = "no_stock", _("“It is out of stock, so the order is cancelled”")
    FINAL_SAY = "final_say", _("“The shop has the final say in interpreting the rules”")
    PROMISE_MARKETING = "promise_marketing", _("“The promise was only advertising”")
    PLATFORM_RULES = "platform_rules", _("“The platform's rules do not provide for it”")
    OTHER = "other", _("Another reason")


class SubmissionChannel(models.TextChoices):
    PLATFORM = "platform", _("The platform's complaint desk")
    ASSOCIATION = "association", _("Consumer association")
    HOTLINE_12315 = "12315_complaint", _("12315 complaint")
    REPORT_12315 = "12315_report", _("12315 report")
    COURT = "court", _("Court")
    OTHER = "other", _("Another body")


class SubmissionState(models.TextChoices):
    SENT = "sent", _("Sent, no answer yet")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    SETTLED = "settled", _("Settled")
    ENDED = "ended", _("Ended without a settlement")


class ProofHave(models.TextChoices):
    """How the consumer stands with proof of one element of the claim."""

    HAVE = "have", _("I have it")
    CAN_GET = "can_get", _("I can get it")
    GONE = "gone", _("It is gone")


class Speak(models.TextChoices):
    NO = "no", _("No")
    UNDECIDED = "undecided", _("Not decided")
    YES = "yes", _("Yes, truthfully and calmly")


class ReportAs(models.TextChoices):
    NAMED = "named", _("With my name")
    ANONYMOUS = "anonymous", _("Anonymously")


class Tone(models.TextChoices):
    FRIENDLY = "friendly", _("Friendly")
    FIRM = "firm", _("Firm")
