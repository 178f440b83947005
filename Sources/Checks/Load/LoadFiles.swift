internal import Load
internal import Model
internal import Transfer

/// The files that a load leaves beside the reports; Documentation/LoadFiles.md describes them.
struct LoadFiles {
    let suite: LoadSuite
    /// Its failures' samples are not written.
    let result: LoadResult
    let redactor: Redactor

    /// None where nothing was sent.
    var attachments: [Attachment] {
        guard result.ending != .notStarted else { return [] }
        let masked = masked
        let file = LoadFile(suite: redactor.redact(suite.name), plan: redactor.redact(suite.plan), result: masked)
        return [attachment("load.jsonl", file.encoded()), attachment("hlog", HistogramLog.encoded(masked))]
    }

    private func attachment(_ kind: String, _ contents: [UInt8]) -> Attachment {
        // A suite's name is fit for a file's; only a mask in it is not.
        let name = redactor.redact(suite.name).map {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-"
        }
        return Attachment(name: "\(String(name)).\(kind)", contents: contents, sha256: Digest.sha256(contents))
    }

    /// The names are all in it that may hold a secret.
    private var masked: LoadResult {
        var masked = result
        for scenario in masked.scenarios.indices {
            masked.scenarios[scenario].name = redactor.redact(masked.scenarios[scenario].name)
            for step in masked.scenarios[scenario].steps.indices {
                let name = masked.scenarios[scenario].steps[step].name
                masked.scenarios[scenario].steps[step].name = redactor.redact(name)
            }
        }
        return masked
    }
}
