"""Stories in Chinese."""

from __future__ import annotations

import random

from tests.news_sites.words import Told

_TOWNS = "临江 青山 白沙 云岭 东湖 石桥 松河 海宁港 竹溪 金原 北渡 南塘 梅岭 清水湾".split()
_FAMILIES = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林".split()
_NAMES = "建国 秀英 明远 晓东 佳怡 志强 雨桐 文博 海燕 子涵 立新 思远".split()
_BODIES = (
    "市议会 港务局 面包师协会 水利学院 象棋联合会 自来水公司 电影厂 植物园 电车公司 通信博物馆 "
    "天文台 鱼市场 木偶剧团 林业站 种子库 气象站"
).split()
_VERBS = "讨论 推迟 启动 检查 出售 支持 重新评估 修缮 暂停 调整 研究 取消".split()
_MATTERS = (
    "新大桥 夜间列车 学校午餐 旧水库 电动驳船 风力电站 过江隧道 图书馆开放时间 太阳能屋顶 "
    "苹果收成 停车收费 体育场 铜价补贴 卫星地图 少年足球 供热价格"
).split()
_TAILS = "引发热议 遭居民反对 已是第三次 赶在入冬之前 费用减半 令邻市意外 仅一票之差 细节首次公布".split()
_SENTENCES = (
    "{who}表示，{matter}还需要大约{n}万元才能完成。",
    "{town}的居民为此等待了{n}天，随后又等了{m}天。",
    "调查显示，{m}户家庭中有{n}户希望推迟到明年春天。",
    "“我们参考了{place}的做法，”{who}指着标有{n}个红点的地图说。",
    "{other}并不同意，他在{n}页的意见书里写道，最关键的问题被忽略了。",
    "来自{place}的工程师将检查{n}个接头和{m}个阀门。",
    "上一次尝试失败，是因为{m}小时内下了一个月的雨。",
    "保险公司上季度的报告显示，已预留{n}万元。",
    "法院给双方{n}天时间，应{other}的要求又延长了{m}天。",
    "{place}的乐队在广场上连续演奏了{n}分钟。",
    "贸易额先增长了{n}%，随后回落{m}%。",
    "科研人员采集了{n}份水样，其中{m}份出人意料。",
    "时刻表上，{town}与{place}之间共有{n}个停靠站。",
    "两份投标相差不到{n}元，准备工作却用了{m}周。",
    "广场上聚集了大约{n}人，不少人带着孩子。",
    "{place}的档案里记录了{m}年间的{n}起类似案例。",
    "如果{matter}没有列入预算，{body}将再次向省里申请{n}万元。",
)


def person(rng: random.Random) -> str:
    return rng.choice(_FAMILIES) + rng.choice(_NAMES)


def tell(rng: random.Random) -> Told:
    """A story in Chinese."""
    who, other, town = person(rng), person(rng), rng.choice(_TOWNS)
    body, matter = rng.choice(_BODIES), rng.choice(_MATTERS)

    def sentence() -> str:
        return rng.choice(_SENTENCES).format(
            who=who,
            other=other,
            town=town,
            body=body,
            matter=rng.choice(_MATTERS),
            place=rng.choice(_TOWNS),
            n=rng.randrange(3, 990),
            m=rng.randrange(2, 400),
        )

    title = f"{town}{body}{rng.choice(_VERBS)}{matter}，{rng.choice(_TAILS)}"
    paragraphs = [
        "".join(sentence() for _ in range(rng.randrange(2, 5))) for _ in range(rng.randrange(7, 13))
    ]
    return Told(title, tuple(paragraphs))
