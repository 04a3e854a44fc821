"""Every setting that differs from Scrapy's, with the default it changes and why.

Those of our own are prefixed NEWSCRAWL_ (REPLAY_FROM and REPLAY_AT apart). They can be given by
environment and by ``-s NAME=VALUE``, which wins.
"""

import os

BOT_NAME = "newscrawl"  # default "scrapybot"
SPIDER_MODULES = ["newscrawl.spiders"]  # default []
SPIDER_LOADER_CLASS = "newscrawl.runs.spiders.SiteLoader"  # default: one broken file hides others
NEWSPIDER_MODULE = "newscrawl.spiders"  # default ""
COMMANDS_MODULE = "newscrawl.commands"  # default ""

# Our own

NEWSCRAWL_VERSION = "0.1.0"
# Where feeds and state go, from the folder of scrapy.cfg. None: data, or data/replay in a replay
NEWSCRAWL_DATA_DIR = os.environ.get("NEWSCRAWL_DATA_DIR") or None
# A mail address or a page about the crawler; it stands in the User-Agent
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")
# Article pages that one run takes up at most: the end of a site that links for ever
NEWSCRAWL_MAX_PAGES = os.environ.get("NEWSCRAWL_MAX_PAGES", "100000")
# Pages of one list that are read at most
NEWSCRAWL_MAX_LIST_PAGES = os.environ.get("NEWSCRAWL_MAX_LIST_PAGES", "50")
# Lists that one run of `news` reads at most, beside the start page: sections of the site
NEWSCRAWL_MAX_LISTS = os.environ.get("NEWSCRAWL_MAX_LISTS", "100")
# Where the state is: unset, a SQLite file a site under the data directory; postgresql+psycopg://…,
# a database for all sites; "memory", nothing is remembered and no feed is written but by -O
NEWSCRAWL_STATE_URL = os.environ.get("NEWSCRAWL_STATE_URL") or None
# Whether known articles are visited again: auto, when it is time; always, all of them; never
NEWSCRAWL_REVISIT = os.environ.get("NEWSCRAWL_REVISIT", "auto")
# What becomes of an article that repeats most of another: flag, drop or off
NEWSCRAWL_NEAR_DUPLICATES = os.environ.get("NEWSCRAWL_NEAR_DUPLICATES", "flag")
# A part of the feed is closed, and listed, when it has so many rows or megabytes
NEWSCRAWL_PART_ROWS = os.environ.get("NEWSCRAWL_PART_ROWS", "10000")
NEWSCRAWL_PART_MB = os.environ.get("NEWSCRAWL_PART_MB", "64")
# Pages that are committed at once, a second after they were read at the latest
NEWSCRAWL_BATCH_PAGES = os.environ.get("NEWSCRAWL_BATCH_PAGES", "50")
# With less room on the disk no run is begun
NEWSCRAWL_MIN_FREE_MB = os.environ.get("NEWSCRAWL_MIN_FREE_MB", "64")
# A run in which nothing happens for so long is ended
NEWSCRAWL_WATCHDOG_S = os.environ.get("NEWSCRAWL_WATCHDOG_S", "600")
# A folder of recordings that stands in for the network, and the moment that is replayed
REPLAY_FROM = os.environ.get("REPLAY_FROM") or None
REPLAY_AT = os.environ.get("REPLAY_AT") or None

# What is ours in Scrapy's machine

ADDONS = {"newscrawl.runs.addon.RunAddon": 100}  # default {}
EXTENSIONS = {  # default {}
    "newscrawl.runs.accounting.Accounting": 100,
    "newscrawl.runs.progress.Progress": 200,
    "newscrawl.runs.watchdog.Watchdog": 300,
    # Progress says it for people
    "scrapy.extensions.logstats.LogStats": None,
}
ITEM_PIPELINES = {  # default {}
    "newscrawl.pipelines.ValidatePipeline": 100,
    # Last: what passes it is in the feed
    "newscrawl.pipelines.DeliverPipeline": 900,
}
DOWNLOADER_MIDDLEWARES = {  # default {}
    # It lets a redirected start page leave the site; the guard does not
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "newscrawl.fetching.guard.GuardMiddleware": 50,
    # It takes a robots.txt that cannot be had for one that allows all; RFC 9309 does not
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.fetching.robots.RobotsMiddleware": 100,
    # Next to the downloader: it reads the clock before anything else is done
    "newscrawl.fetching.clock.ClockMiddleware": 890,
}
SPIDER_MIDDLEWARES = {  # default {}
    # They drop requests without a word to the spider; the spider and the guard do their work
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
FEED_EXPORTERS = {  # default {}: Scrapy's drop what they cannot serialise and write NaN
    "jsonl": "newscrawl.exporters.JsonLinesItemExporter",
    "jsonlines": "newscrawl.exporters.JsonLinesItemExporter",
    "jl": "newscrawl.exporters.JsonLinesItemExporter",
}
FEED_EXPORT_ENCODING = "utf-8"  # default None: "json" files would be all \u escapes

SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # default Lifo: lists would run backwards

# Polite. RunAddon lifts the delay and the limits for loopback hosts and in a replay

ROBOTSTXT_OBEY = True  # default False
USER_AGENT = f"newscrawl/{NEWSCRAWL_VERSION}"  # default names Scrapy; RunAddon adds the contact
ROBOTSTXT_USER_AGENT = "newscrawl"  # default None: the whole of USER_AGENT, contact and all
CONCURRENT_REQUESTS = 1  # default 16: what waits in the downloader can no longer be called off
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
DOWNLOAD_DELAY = 1.0  # default 0
AUTOTHROTTLE_ENABLED = True  # default False: a slow site is asked less often
AUTOTHROTTLE_START_DELAY = 1.0  # default 5.0
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # default "ERROR": the report names every page given up

# Fast

# default 100: Scrapy starts so many tasks for every response, and a page yields one article
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True: it reads the source of every callback

# Safe

DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB, which a compressed bomb makes real
DOWNLOAD_WARNSIZE = 0  # default 32 MiB, beyond the maximum
DOWNLOAD_TIMEOUT = 60  # default 180: the whole of a page, not a pause in it
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}  # default {}: all on
COOKIES_ENABLED = False  # default True: articles need none
METAREFRESH_ENABLED = False  # default True: a page that reloads itself is read as it is
REMOTE_CONTROL_ENABLED = False  # default True
TELNETCONSOLE_ENABLED = False  # default True
REDIRECT_MAX_TIMES = 10  # default 20

# Quiet: the terminal shows progress and the report

LOG_LEVEL = "WARNING"  # default "DEBUG"
LOG_VERSIONS: list[str] = []  # default eleven: looking them up takes time at every start
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"  # default "WARNING": drops have a fate and are counted
STATS_DUMP = True  # the default; shown with -L INFO
