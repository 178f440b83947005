/// The commands of Redis that change nothing, by their own documentation: whatever is not here needs `mutating: true`.
enum RedisReadCommands {
    /// True where the command, with its subcommand where it has some, only reads.
    static func contains(_ words: [String]) -> Bool {
        guard let name = words.first?.uppercased() else { return false }
        if plain.contains(name) { return true }
        guard let subcommands = families[name], words.count > 1 else { return false }
        return subcommands.contains(words[1].uppercased())
    }

    private static let plain: Set<String> = [
        "BITCOUNT", "BITFIELD_RO", "BITPOS", "DBSIZE", "DUMP", "ECHO", "EXISTS", "EXPIRETIME", "GEODIST", "GEOHASH",
        "GEOPOS", "GEORADIUS_RO", "GEOSEARCH", "GET", "GETBIT", "GETRANGE", "HEXISTS", "HGET", "HGETALL", "HKEYS",
        "HLEN", "HMGET", "HRANDFIELD", "HSCAN", "HSTRLEN", "HVALS", "INFO", "KEYS", "LASTSAVE", "LINDEX", "LLEN",
        "LOLWUT", "LPOS", "LRANGE", "MGET", "PEXPIRETIME", "PING", "PTTL", "RANDOMKEY", "ROLE", "SCAN", "SCARD",
        "SDIFF", "SINTER", "SINTERCARD", "SISMEMBER", "SMEMBERS", "SMISMEMBER", "SORT_RO", "SRANDMEMBER", "SSCAN",
        "STRLEN", "SUNION", "TIME", "TTL", "TYPE", "XLEN", "XPENDING", "XRANGE", "XREVRANGE", "ZCARD", "ZCOUNT",
        "ZDIFF", "ZINTER", "ZINTERCARD", "ZLEXCOUNT", "ZMSCORE", "ZRANDMEMBER", "ZRANGE", "ZRANGEBYLEX",
        "ZRANGEBYSCORE", "ZRANK", "ZREVRANGE", "ZREVRANGEBYSCORE", "ZREVRANK", "ZSCAN", "ZSCORE", "ZUNION",
    ]

    private static let families: [String: Set<String>] = [
        "ACL": ["CAT", "GETUSER", "LIST", "USERS", "WHOAMI"],
        "CLIENT": ["GETNAME", "ID", "INFO", "LIST"],
        "CLUSTER": [
            "COUNTKEYSINSLOT", "INFO", "KEYSLOT", "LINKS", "MYID", "NODES", "REPLICAS", "SHARDS", "SLOTS",
        ],
        "COMMAND": ["COUNT", "DOCS", "INFO", "LIST"],
        "CONFIG": ["GET"],
        "LATENCY": ["DOCTOR", "HISTORY", "LATEST"],
        "MEMORY": ["DOCTOR", "STATS", "USAGE"],
        "MODULE": ["LIST"],
        "OBJECT": ["ENCODING", "FREQ", "IDLETIME", "REFCOUNT"],
        "PUBSUB": ["CHANNELS", "NUMPAT", "NUMSUB"],
        "SLOWLOG": ["GET", "LEN"],
        "XINFO": ["CONSUMERS", "GROUPS", "STREAM"],
    ]
}
