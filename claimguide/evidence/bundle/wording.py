"""The words printed in bundles. They never claim more than 「自本站收到之时起未被改动」.

Bundles are Chinese whatever language the page is in: they go to sellers, platforms and courts.
"""

from __future__ import annotations

# When these words were last weighed; every bundle names it.
WORDING_DATE = "2026-11-23"

STATEMENT = {
    "sealed": {
        "zh": "包内各件原始文件自本站收到之时起未被改动。"
        "这不能说明内容真实，也不能说明交给本站之前未被改动。",
        "en": (
            "The original files in this bundle are unchanged since this site received them. "
            "This does not show that what they say is true, nor that nobody changed them before."
        ),
    },
    "recipient": {
        "zh": "包内为副本，由提交人确认后生成；原件自本站收到之时起未被改动。"
        "这不能说明内容真实，也不能说明原件交给本站之前未被改动。",
        "en": (
            "This bundle holds copies that the consumer approved. The originals are unchanged since "
            "this site received them. This does not show that what they say is true, nor that nobody "
            "changed them before."
        ),
    },
}

TITLES = {"sealed": "证据材料（封存件）", "recipient": "证据材料（副本）"}
RECIPIENTS = {
    "": "",
    "seller": "经营者（卖家）",
    "platform": "电子商务平台",
    "association": "消费者协会",
    "regulator": "市场监督管理部门（12315）",
    "lawyer": "律师或法律援助机构",
    "media": "新闻媒体",
    "other": "其他接收人",
}
SOURCES = {
    "": "",
    "screenshot": "本人手机或电脑截图",
    "photo": "本人拍摄",
    "paper": "纸质材料翻拍或扫描",
    "download": "平台、银行或支付软件导出",
    "other_side": "卖家或平台发来",
    "other_person": "他人提供",
}
PROVES = {
    "buying": "购买事实",
    "paying": "付款事实",
    "promise": "卖家的承诺或宣传",
    "defect": "商品或服务的问题",
    "notice": "已向对方反映",
    "loss": "损失",
}
MEDIA = {
    "picture": "图片",
    "pages": "PDF 文件",
    "text": "文本文件",
    "video": "视频",
    "audio": "录音",
}
ACTORS = {"consumer": "提交人", "staff": "工作人员", "system": "本站系统"}
# Of the whole history, what concerns the exhibits is printed; the rest is in events.json alone.
EVENTS = {
    "opened": "建立案件",
    "exhibit_added": "收到证据",
    "exhibit_described": "填写证据说明",
    "exhibit_moved": "调整证据顺序",
    "contact_shown": "指明沟通记录对应的证据",
    "exhibit_removed": "移除证据",
    "exhibit_restored": "恢复证据",
    "exhibit_opened": "查看证据",
    "exhibit_checked": "证据通过检查",
    "exhibit_refused": "文件未通过检查",
    "exhibit_dismissed": "删去未通过检查的文件",
    "exhibits_ordered": "重排证据顺序",
    "exhibit_shared": "确认对外副本",
    "exhibit_kept_back": "决定不对外提供",
    "exhibit_share_withdrawn": "撤回对外副本",
    "bundle_retried": "重新制作证据包",
    "bundle_ordered": "制作证据包",
    "bundle_ready": "证据包制作完成",
    "bundle_downloaded": "下载证据包",
    "exported": "提交人下载全部资料",
    "viewed": "查看案件",
}

README = """\
证据包 {title}
案件编号：{case}　　制作时间：{made}（北京时间）

一、包里有什么
bundle.pdf        证据册：封面、证据目录、保管说明、操作记录、各件证据
{folder}          {folder_zh}
manifest.json     清单：每个文件的大小、SHA-256、SM3，以及证据的来源和收到时间
manifest.sig      本站对清单的 Ed25519 签名（十六进制）
site_key.pem      本站公钥
{events_zh}SHA256SUMS        各文件的 SHA-256，供常用工具核对
verify_bundle.py  核验程序

二、怎样核验
1. 安装了 Python 3 的电脑：在解压后的文件夹里运行
   python3 verify_bundle.py --key {key}
   指纹请另从本站“核验证据包”页面或证据册封面取得，逐位比对。
2. Linux 或 macOS：sha256sum -c SHA256SUMS（macOS：shasum -a 256 -c SHA256SUMS）
3. Windows：certutil -hashfile 文件名 SHA256，与 SHA256SUMS 中的值比对。
4. 也可以打开本站“核验证据包”页面，选择压缩包。文件只在浏览器里计算，不会上传。

三、说明什么，不说明什么
{statement_zh}
收到时间以本站服务器的时钟为准。请保留手机、账号、订单页、聊天记录等原始载体。
请保留这个压缩包原样，不要改名后重新打包，也不要用聊天软件转存里面的图片。

--------------------------------------------------------------------------------

Bundle of case {case}, made {made} (UTC+8)

What is in it
bundle.pdf        cover, list of exhibits, how they were kept, history, the exhibits
{folder}          {folder_en}
manifest.json     size, SHA-256 and SM3 of every file, source and arrival of every exhibit
manifest.sig      Ed25519 signature of manifest.json by this site (hexadecimal)
site_key.pem      public key of this site
{events_en}SHA256SUMS        SHA-256 of every file, for common tools
verify_bundle.py  checks all of it

How to check it
1. With Python 3, in the unpacked folder: python3 verify_bundle.py --key {key}
   Take the fingerprint from the page "Check a bundle" of the site or from the printed cover.
2. Linux or macOS: sha256sum -c SHA256SUMS (macOS: shasum -a 256 -c SHA256SUMS)
3. Windows: certutil -hashfile FILE SHA256, and compare with SHA256SUMS.
4. Or open the page "Check a bundle" of the site. The files are read in the browser and not uploaded.

What it shows, and what it does not
{statement_en}
Times are those of the site's own clock. Keep the originals: telephone, account, order page, chat.
"""
FOLDERS = {
    "sealed": ("originals/", "各件证据的原始文件，一字节未改", "the original files, byte for byte"),
    "recipient": ("copies/", "各件证据的副本", "copies of the exhibits"),
}
EVENTS_LINE = (
    "events.json       案件的操作记录，前后以哈希值相连\n",
    "events.json       history of the case, chained by hashes\n",
)
