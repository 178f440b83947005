package import Model

extension RunRecord {
    /// The record with every known secret masked in every text of it. Encoders escape characters, so this comes before
    /// any of them; do it before a record is shown in any form.
    package func redacted(by redactor: Redactor) -> RunRecord {
        var record = self
        record.environment.baseUrl = environment.baseUrl.map(URLMask.withoutCredentials)
        guard !redactor.isEmpty else { return record }
        let mask = redactor.redact as (String) -> String
        record.tool = mask(tool)
        record.project = mask(project)
        record.environment.name = mask(environment.name)
        record.environment.baseUrl = record.environment.baseUrl.map(mask)
        record.deploymentId = mask(deploymentId)
        record.suites = suites.map { $0.redacted(by: redactor) }
        record.verdict.reasons = verdict.reasons.map { $0.masked(mask) }
        for index in recommendations.indices {
            record.recommendations[index].description = mask(recommendations[index].description)
        }
        record.notes = notes.map(mask)
        return record
    }
}

extension SuiteResult {
    func redacted(by redactor: Redactor) -> SuiteResult {
        guard !redactor.isEmpty else { return self }
        let mask = redactor.redact as (String) -> String
        var suite = self
        suite.name = mask(name)
        suite.file = mask(file)
        suite.cases = cases.map { $0.redacted(by: redactor) }
        suite.load = load?.masked(mask)
        return suite
    }
}

extension CaseResult {
    func redacted(by redactor: Redactor) -> CaseResult {
        guard !redactor.isEmpty else { return self }
        let mask = redactor.redact as (String) -> String
        var result = self
        result.id = mask(id)
        result.name = mask(name)
        result.tags = tags.map(mask)
        result.steps = steps.map { $0.masked(mask) }
        result.reason = reason.map(mask)
        result.location = location?.masked(mask)
        return result
    }
}

private typealias Mask = (String) -> String

extension StepResult {
    fileprivate func masked(_ mask: Mask) -> StepResult {
        var step = self
        step.name = mask(name)
        step.kind = mask(kind)
        step.request = request.map(mask)
        step.response = response.map(mask)
        step.observations = observations.map { $0.masked(mask) }
        step.location = location?.masked(mask)
        return step
    }
}

extension Observation {
    fileprivate func masked(_ mask: Mask) -> Observation {
        Observation(
            property: mask(property), expected: mask(expected), actual: mask(actual), outcome: outcome,
            message: message.map(mask), errorClass: errorClass.map(mask), location: location?.masked(mask),
            finding: finding?.masked(mask))
    }
}

extension Finding {
    fileprivate func masked(_ mask: Mask) -> Finding {
        Finding(
            rule: rule, subject: mask(subject), fix: fix.map(mask),
            excerpt: excerpt.map { Excerpt(text: mask($0.text), column: $0.column, note: mask($0.note)) },
            related: related.map { Related(location: $0.location.masked(mask), note: mask($0.note)) },
            waiver: waiver.map {
                Waiver(reason: mask($0.reason), owner: mask($0.owner), expires: mask($0.expires))
            })
    }
}

extension SourceLocation {
    fileprivate func masked(_ mask: Mask) -> SourceLocation {
        SourceLocation(file: mask(file), line: line, column: column)
    }
}

extension Verdict.Reason {
    fileprivate func masked(_ mask: Mask) -> Verdict.Reason {
        Verdict.Reason(
            rule: rule, subject: subject.map(mask), name: name.map(mask), property: property.map(mask),
            observed: mask(observed), limit: mask(limit), message: message.map(mask), location: location?.masked(mask))
    }
}

extension LoadSummary {
    fileprivate func masked(_ mask: Mask) -> LoadSummary {
        var load = self
        load.model = mask(model)
        load.errors = errors.map {
            ErrorCount(
                errorClass: mask($0.errorClass), phase: mask($0.phase), blame: mask($0.blame), count: $0.count,
                sample: mask($0.sample))
        }
        for index in scenarios.indices {
            load.scenarios[index].name = mask(scenarios[index].name)
            load.scenarios[index].steps = scenarios[index].steps?.map { step in
                var step = step
                step.name = mask(step.name)
                return step
            }
        }
        load.ending = ending.map(mask)
        load.invalid = invalid.map(mask)
        return load
    }
}
