/// The files that `gonogo init` writes.
enum StarterFiles {
    static func project(baseURL: String) -> String {
        """
        # The project: where its suites are, and which environments they run against.
        version: 1
        project: my-service
        suites: [suites/*.yaml]

        environments:
          local:
            # ${NAME:-default} reads the process environment; it works in this file only.
            base_url: "${BASE_URL:-\(baseURL)}"
            vars: {health_path: /health}
          # staging:
          #   base_url: https://staging.example.com
          #   secrets: {token: "${STAGING_TOKEN}"}      # masked in every output
          # production:
          #   base_url: https://example.com
          #   protected: true                           # cases with mutating steps are refused here

        policy: {min_checks: 1, max_duration: 600s, max_flaky: 0}
        reports: {directory: reports, formats: [summary, junit, json]}

        """
    }

    static let smoke = """
        # A smoke suite: is the service up, and does it answer as it should?
        suite: smoke
        kind: smoke                     # smoke | integration | performance | config | preflight
        defaults: {http: {timeout: 10s, connect_timeout: 5s}}

        cases:
          - id: SMOKE-001
            name: the service is healthy
            severity: block             # block decides, warn warns, info only reports
            tags: [api-health]          # feeds the summary's line "API Health"
            steps:
              - name: health
                http: {url: "{{base_url}}{{health_path}}"}
                check:
                  status: 200
                  timings: {total: {lt: 2s}}
                  # json: {status: healthy, version: "<<string>>"}
                # retry: {until: [{status: 200}], interval: 1s, timeout: 30s}

        """
}
