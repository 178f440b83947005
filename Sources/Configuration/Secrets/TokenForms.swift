extension TokenForm {
    /// By the first byte of their prefix.
    static let byFirstByte: [[TokenForm]] = {
        var table = [[TokenForm]](repeating: [], count: 256)
        for form in all { if let first = form.prefix.first { table[Int(first)].append(form) } }
        // `sk-ant-` before `sk-`.
        return table.map { $0.sorted { $0.prefix.count > $1.prefix.count } }
    }()

    /// Published prefixes; a token has random text behind them, which stands nowhere here.
    private static let all: [TokenForm] =
        ["AKIA", "ASIA", "ABIA", "ACCA"].map { TokenForm("AWS access key", $0, .upperAlphanumeric, 16...16) } + [
            TokenForm("Google API key", "AIza", .urlSafe, 35...35),
            TokenForm("Google OAuth secret", "GOCSPX-", .urlSafe, 24...40),
            TokenForm("Google OAuth token", "ya29.", .urlSafe, 20...400),
        ] + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { TokenForm("GitHub token", $0, .alphanumeric, 36...255) } + [
            TokenForm("GitHub token", "github_pat_", .urlSafe, 50...255)
        ]
        + ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "glagent-", "gloas-", "glimt-"].map {
            TokenForm("GitLab token", $0, .urlSafe, 20...255)
        }
        + ["xoxb-", "xoxp-", "xoxa-", "xoxe-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xapp-"].map {
            TokenForm("Slack token", $0, .urlSafe, 16...255)
        }
        + ["sk_", "rk_"].flatMap {
            [
                TokenForm("Stripe key", $0 + "live_", .alphanumeric, 10...247, tier: .live),
                TokenForm("Stripe key", $0 + "test_", .alphanumeric, 10...247, tier: .test),
            ]
        } + [
            TokenForm("Stripe publishable key", "pk_live_", .alphanumeric, 10...247, isPublic: true, tier: .live),
            TokenForm("Stripe publishable key", "pk_test_", .alphanumeric, 10...247, isPublic: true, tier: .test),
            TokenForm("webhook signing secret", "whsec_", .base64, 20...128),
            TokenForm("Razorpay key id", "rzp_live_", .alphanumeric, 10...30, isPublic: true, tier: .live),
            TokenForm("Razorpay key id", "rzp_test_", .alphanumeric, 10...30, isPublic: true, tier: .test),
            TokenForm("Square secret", "sq0csp-", .urlSafe, 30...60),
            TokenForm("Square token", "sq0atp-", .urlSafe, 20...60),
            TokenForm("Anthropic key", "sk-ant-", .urlSafe, 20...255),
            TokenForm("OpenRouter key", "sk-or-v1-", .hex, 64...64),
            TokenForm("OpenAI key", "sk-proj-", .urlSafe, 20...255),
            TokenForm("OpenAI key", "sk-svcacct-", .urlSafe, 20...255),
            TokenForm("OpenAI key", "sk-admin-", .urlSafe, 20...255),
            TokenForm("OpenAI key", "sk-None-", .urlSafe, 20...255),
            TokenForm("OpenAI key", "sk-", .alphanumeric, 32...64),
            TokenForm("LangSmith key", "lsv2_", .urlSafe, 30...100),
            TokenForm("Perplexity key", "pplx-", .alphanumeric, 32...64),
            TokenForm("Groq key", "gsk_", .alphanumeric, 40...64),
            TokenForm("xAI key", "xai-", .alphanumeric, 60...100),
            TokenForm("Replicate token", "r8_", .alphanumeric, 30...45),
            TokenForm("Hugging Face token", "hf_", .alphanumeric, 30...40),
            TokenForm("npm token", "npm_", .alphanumeric, 36...36),
            TokenForm("PyPI token", "pypi-AgE", .urlSafe, 50...500),
            TokenForm("RubyGems key", "rubygems_", .hex, 48...48),
            TokenForm("crates.io token", "cio", .alphanumeric, 32...32),
            TokenForm("Docker token", "dckr_pat_", .urlSafe, 20...60),
            TokenForm("Docker token", "dckr_oat_", .urlSafe, 20...60), TokenForm("Twilio key", "SK", .hex, 32...32),
            TokenForm("Twilio account", "AC", .hex, 32...32, isPublic: true),
            TokenForm("Mailgun key", "key-", .hex, 32...32),
            TokenForm("Mailchimp transactional key", "md-", .urlSafe, 22...22),
            TokenForm("Brevo key", "xkeysib-", .urlSafe, 60...120),
            TokenForm("Brevo key", "xsmtpsib-", .urlSafe, 60...120), TokenForm("Resend key", "re_", .urlSafe, 24...45),
            TokenForm("Postman key", "PMAK-", .urlSafe, 50...70),
            TokenForm("DigitalOcean token", "dop_v1_", .hex, 64...64),
            TokenForm("DigitalOcean token", "doo_v1_", .hex, 64...64),
            TokenForm("DigitalOcean token", "dor_v1_", .hex, 64...64),
            TokenForm("Shopify token", "shpat_", .hex, 32...32), TokenForm("Shopify token", "shpca_", .hex, 32...32),
            TokenForm("Shopify secret", "shpss_", .hex, 32...32), TokenForm("Shopify token", "shppa_", .hex, 32...32),
            TokenForm("Linear key", "lin_api_", .alphanumeric, 32...64),
            TokenForm("Databricks token", "dapi", .hex, 32...32),
            TokenForm("Grafana token", "glsa_", .urlSafe, 32...64),
            TokenForm("Grafana token", "glc_", .base64, 32...400),
            TokenForm("New Relic key", "NRAK-", .upperAlphanumeric, 27...27),
            TokenForm("Sentry token", "sntrys_", .base64, 40...400),
            TokenForm("Sentry token", "sntryu_", .hex, 64...64), TokenForm("Vault token", "hvs.", .urlSafe, 24...255),
            TokenForm("Vault token", "hvb.", .urlSafe, 24...255),
            TokenForm("Doppler token", "dp.pt.", .alphanumeric, 40...44),
            TokenForm("Doppler token", "dp.st.", .base64, 40...80),
            TokenForm("Notion token", "ntn_", .alphanumeric, 40...60),
            TokenForm("HubSpot token", "pat-na1-", .urlSafe, 36...36),
            TokenForm("HubSpot token", "pat-eu1-", .urlSafe, 36...36),
            TokenForm("Supabase token", "sbp_", .hex, 40...40),
            TokenForm("Supabase secret key", "sb_secret_", .urlSafe, 20...80),
            TokenForm("Supabase publishable key", "sb_publishable_", .urlSafe, 20...80, isPublic: true),
            TokenForm("PlanetScale token", "pscale_tkn_", .base64, 32...64),
            TokenForm("PlanetScale password", "pscale_pw_", .base64, 32...64),
            TokenForm("Netlify token", "nfp_", .alphanumeric, 36...44),
            TokenForm("Pulumi token", "pul-", .hex, 40...40), TokenForm("Heroku token", "HRKU-", .urlSafe, 36...70),
            TokenForm("Figma token", "figd_", .urlSafe, 30...60),
            TokenForm("Atlassian token", "ATATT3", .base64, 100...300),
            TokenForm("Bitbucket password", "ATBB", .alphanumeric, 32...36),
            TokenForm("Contentful token", "CFPAT-", .urlSafe, 40...50),
            TokenForm("Typeform token", "tfp_", .urlSafe, 40...70),
            TokenForm("age secret key", "AGE-SECRET-KEY-1", .upperAlphanumeric, 50...60),
            TokenForm("Flutterwave key", "FLWSECK-", .urlSafe, 20...60),
            TokenForm("Mapbox secret token", "sk.eyJ", .base64, 50...300),
            TokenForm("Mapbox public token", "pk.eyJ", .base64, 50...300, isPublic: true),
            TokenForm("Facebook token", "EAA", .alphanumeric, 80...300),
            TokenForm("Dynatrace token", "dt0c01.", .urlSafe, 24...120),
            TokenForm("Tailscale key", "tskey-", .urlSafe, 20...100),
            TokenForm("Buildkite token", "bkua_", .alphanumeric, 40...40),
            TokenForm("PostHog project key", "phc_", .alphanumeric, 30...60, isPublic: true),
            TokenForm("PostHog key", "phx_", .alphanumeric, 30...60),
            TokenForm("Plaid token", "access-production-", .urlSafe, 36...36, tier: .live),
            TokenForm("Plaid token", "access-sandbox-", .urlSafe, 36...36, tier: .test),
            TokenForm("Clojars token", "CLOJARS_", .hex, 60...60),
            TokenForm("LaunchDarkly key", "sdk-", .urlSafe, 36...36),
            TokenForm("LaunchDarkly token", "api-", .urlSafe, 36...36),
        ]
}
