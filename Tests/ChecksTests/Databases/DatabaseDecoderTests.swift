import Checks
import Model
import Testing

@Suite("What validate says of database steps")
struct DatabaseDecoderTests {
    @Test(
        "nonsense is refused where it stands, and no URL is shown",
        arguments: [
            (
                "postgres: {url: 'mysql://me:a-password@h/x', query: SELECT 1}",
                "1:18 the URL's scheme is not postgresql or postgres"
            ),
            (
                "postgres: {url: 'postgres://me:a-password@h1,h2/x', query: SELECT 1}",
                "1:18 the URL names 2 hosts; a step asks one server, so write a step for each"
            ),
            (
                "postgres: {url: 'postgresql:///x', query: SELECT 1}",
                "1:18 the URL names no host; local sockets are not supported"
            ),
            (
                "postgres: {url: 'no url', query: SELECT 1}",
                "1:18 the URL can't be read: it doesn't begin with a scheme such as postgresql://"
            ),
            (
                "postgres: {url: 'postgres://me:a-password@h/x?options=-c', query: SELECT 1}",
                "1:18 the URL's parameter 'options' is not supported: what it says has keys in the step"
            ),
            (
                "postgres: {url: 'postgres://h/x?sslmode=verify-ca', query: SELECT 1}",
                "1:18 the URL's sslmode is none of verify-full, require, prefer, disable; set tls.mode"
            ),
            ("postgres: {url: postgres://h/x}", "1:12 the step asks nothing"),
            ("postgres: {url: postgres://h/x, query: SELECT 1, posture: true}", "1:51 the step asks query and posture"),
            ("postgres: {url: postgres://h/x, query: ' '}", "1:41 the query is empty"),
            (
                "postgres: {url: postgres://h/x, query: \"COPY t TO PROGRAM 'touch x'\"}",
                "1:41 COPY is not for queries"
            ),
            (
                "postgres: {url: postgres://h/x, query: \"/* /* */ */ -- x\\n do $$ begin end $$\"}",
                "1:41 'DO' does not begin a statement that only reads"
            ),
            (
                "postgres: {url: postgres://h/x, query: COMMIT}",
                "1:41 'COMMIT' does not begin a statement that only reads"
            ),
            ("postgres: {url: postgres://h/x, query: SELECT 1, port: 5432}", "1:51 'port' says nothing beside 'url'"),
            ("postgres: {host: h, port: 70000, query: SELECT 1}", "1:28 `70000` is no port"),
            ("postgres: {host: h, posture: true, params: [1]}", "1:37 'params' says nothing beside 'posture'"),
            (
                "postgres: {url: postgres://h/x, query: SELECT 1, tls: {mode: require, ca_file: ca.pem}}",
                "1:81 'ca_file' is looked at by verify-full alone"
            ),
            (
                "postgres: {url: postgres://h/x, query: SELECT 1, tls: {mode: verify-ful}}",
                "1:63 'mode' wants one of verify-full, require, prefer, disable, found `verify-ful`"
            ),
            ("redis: {url: 'http://h', command: [PING]}", "1:15 the URL's scheme is not redis or rediss"),
            (
                "redis: {url: redis://h/zero, command: [PING]}",
                "1:15 the database of a Redis server is a number, such as 0"
            ),
            (
                "redis: {url: rediss://h, command: [PING], tls: {mode: disable}}",
                "1:15 the URL's scheme is rediss, and tls.mode is disable"
            ),
            ("redis: {url: redis://h, command: []}", "1:35 'command' is empty"),
            ("redis: {url: redis://h}", "1:9 the step asks nothing"),
            (
                "redis: {url: 'redis://h?db=2', command: [PING]}",
                "1:15 the URL's parameter 'db' is not supported: what it says has keys in the step"
            ),
            ("redis: {url: redis://h, info: true, posture: true}", "1:38 the step asks info and posture"),
            ("redis: {command: [PING]}", "1:9 'redis' says nothing to do"),
        ])
    func refused(yaml: String, problem: String) {
        let step = Written.step("{\(yaml), check: {version: x}}")
        #expect(step.action == nil)
        #expect(step.problems == [problem])
        #expect(!step.fixes.joined().contains("a-password"))
    }

    @Test("facts of other kinds could never hold, and a step without a check is told what it could check")
    func facts() {
        let step = Written.step("{redis: {url: redis://h, command: [PING]}, check: {rows: 1}}")
        #expect(
            step.problems == ["1:52 'rows' is nothing that a step of kind redis finds out, so this could never hold"])
        let bare = Written.step("{postgres: {url: postgres://h/x, posture: true}}")
        #expect(bare.fixes == ["add check, such as check: {rows: 1}"])
    }

    @Test(
        "URLs as they are used are understood",
        arguments: [
            "postgres: {url: 'postgresql://me:p%40ss@h:6432/x?sslmode=require&schema=public', query: SELECT 1}",
            "postgres: {url: 'postgres://me:pa#ss@[::1]/x', query: SELECT 1}",
            "postgres: {host: h, user: me, password: a/b?c, database: x, query: SELECT 1, tls: {ca_file: ca.pem}}",
            "postgres: {url: 'postgres://h/x', query: ' /* a */ (select 1)'}",
            "redis: {url: 'rediss://default:pass@h:6380/3?ssl_cert_reqs=required', command: [PING]}",
            "redis: {url: 'redis://:pass@h', info: true}",
        ])
    func accepted(yaml: String) {
        let step = Written.step("{\(yaml), check: {version: x}}")
        #expect(step.problems == [])
    }

    @Test("encryption without verification is noted")
    func notes() {
        let step = Written.step(
            "{postgres: {url: postgres://h/x, query: SELECT 1, tls: {mode: require}}, check: {rows: 1}}")
        #expect(step.action?.notes == ["TLS certificates were not verified"])
    }
}
