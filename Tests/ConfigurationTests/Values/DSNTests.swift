import Configuration
import Model
import Testing

@Suite struct DSNTests {
    @Test(
        "a password may hold what people paste into one",
        arguments: [
            ("postgresql://app:p#ss@db:5432/app", "p#ss"), ("postgresql://app:p@ss!@db/app", "p@ss!"),
            ("redis://:a:b@cache:6379/0", "a:b"), ("postgresql://app:p%40%2Fss@db/app", "p@/ss"),
            ("redis://:@cache", ""), ("redis://:p%2Fw@cache:6379/0", "p/w"),
            ("mongodb://u:a[b]c@h1,h2:27018/db", "a[b]c"),
            ("redis://cache:6379/0?password=p%40w", "p@w"), ("jdbc:postgresql://db/app?user=a&password=pw", "pw"),
            ("jdbc:sqlserver://db:1433;databaseName=app;user=sa;password={p+w}", "p+w"),
            ("jdbc:mysql://a:pw@db:3306/app?useSSL=true", "pw"), ("postgresql://a:pw@/app?host=/var/run/pg", "pw"),
        ])
    func passwords(_ text: String, _ password: String) throws {
        #expect(try DSN(text).password?.reveal() == password)
    }

    @Test("the parts are told apart, several hosts included")
    func parts() throws {
        let dsn = try DSN("PostgreSQL://app:x@db1:5432,[::1]:5433,db3/orders?sslmode=require")
        #expect(dsn.scheme == "postgresql")
        #expect(dsn.user == "app")
        #expect(dsn.hosts.map(\.host) == ["db1", "::1", "db3"])
        #expect(dsn.hosts.map(\.port) == [5_432, 5_433, nil])
        #expect(dsn.database == "orders")
        #expect(try DSN("redis://:pw@cache").user == nil)
        #expect(try DSN("amqp://u:p@mq/%2Fvhost").database == "/vhost")
        #expect(try DSN("postgresql:///orders").hosts.isEmpty)
        #expect(try DSN("mongodb+srv://u:p@cluster.example.net/?retryWrites=true").scheme == "mongodb+srv")
    }

    @Test(
        "a socket is the host, wherever it is written",
        arguments: [
            "postgresql://%2Fvar%2Frun%2Fpg/app", "postgresql:///app?host=/var/run/pg",
            "mysql://u@/app?socket=/var/run/pg",
            "postgresql://u:p@%2fvar%2Frun%2Fpg:5433/app",
        ])
    func sockets(_ text: String) throws {
        let dsn = try DSN(text)
        #expect(dsn.hosts.map(\.host) == ["/var/run/pg"])
        #expect(dsn.database == "app")
    }

    @Test(
        "what is wrong is said in the writer's words",
        arguments: [
            ("jdbc:oracle:thin:@//h:1521/s", "of JDBC only"), ("host=db user=a password=canary", "name=value pairs"),
            ("redis://::1:6379", "more than one colon"), ("redis://u:p@2001:db8::1/0", "brackets"),
            ("mongodb+srv://u:p@h:27017/db", "no port"), ("mongodb+srv://u:p@a,b/db", "one host"),
            ("postgresql://u:a@h/db?password=b", "two passwords"), ("postgresql://u:a%00b@h/db", "control character"),
            ("redis://x:1/y?canary@h/0", "question mark"), ("postgresql://u:pw@h/d%zz", "database"),
            ("postgresql://u:p\u{A0}w@h/d", "space"), ("u:canary@tcp(db:3306)/app", "scheme"),
        ])
    func reasons(_ text: String, _ reason: String) {
        #expect { try DSN(text) } throws: { error in
            (error as? DSN.Failure)?.reason.contains(reason) == true && !"\(error)".contains("canary")
        }
    }

    @Test(
        "what would be a guess is refused, and no part of it is told",
        arguments: [
            "postgresql://app:canary/x@db/app", "postgresql://app:canary@db:canary/app", "app:canary@db/app",
            "postgresql://app:can ary@db/app", "postgresql://app:canary%zz@db/app", "postgresql://canary?x@db/app",
            "postgresql://app:p@canary/x#y?z@db/app", "postgresql://app:p@canary/x?y@db/app",
            "postgresql://", "postgresql://app:canary@", "postgresql://db1,,db2/app", "postgresql://db:99999/app", "",
        ])
    func refused(_ text: String) {
        #expect { try DSN(text) } throws: { error in !"\(error)".contains("canary") && !"\(error)".contains("99999") }
    }

    @Test("a list of hosts and a password of a megabyte end soon")
    func huge() throws {
        let long = String(repeating: "x@", count: 500_000)
        #expect(try DSN("redis://:\(long)@cache").hosts.count == 1)
        #expect(throws: DSN.Failure.self) { try DSN("redis://" + String(repeating: "h,", count: 500_000)) }
    }
}
