internal import Load
internal import Model

/// Reads the stages of an open model.
///
///     stages:
///       - {to: 200rps, ramp: 20s}      from 0, or from the rate before it, up or down to 200
///       - {hold: 200s}                 stays there
///       - {at: 1000rps, hold: 5s}      a spike
///       - {at: 200rps, hold: 60s}      and back
struct StageDecoder {
    let context: DecodingContext

    private static let most = 1000

    /// Nil when something was reported, or not everything is known.
    func stages(_ node: Node) -> [LoadStage]? {
        let nodes = node.sequence ?? []
        guard nodes.count <= Self.most else {
            context.diagnostics.error(at: node.location, "\(nodes.count) stages", fix: "at most \(Self.most)")
            return nil
        }
        var stages: [LoadStage] = []
        for node in nodes {
            guard let stage = stage(node, after: stages.last) else { return nil }
            stages.append(stage)
        }
        return stages.isEmpty ? nil : stages
    }

    private func stage(_ node: Node, after last: LoadStage?) -> LoadStage? {
        let reader = Reader(node, scope: context.scope)
        func rate(_ key: String) -> Double? { reader.word(key).flatMap(Quantity.perSecond) }
        if reader["ramp"] != nil {
            refuse("at", node, "'at' is for a rate that is held", fix: "write to: the rate at the end of the ramp")
            guard reader["to"] != nil else {
                context.diagnostics.error(
                    at: node.location, "the ramp leads nowhere", fix: "add to, such as {to: 200rps, ramp: 20s}")
                return nil
            }
            guard let to = rate("to"), let duration = reader.duration("ramp") else { return nil }
            return LoadStage(from: rate("from") ?? last?.to ?? 0, to: to, duration: duration)
        }
        for key in ["to", "from"] {
            refuse(
                key, node, "'\(key)' is for a ramp", fix: "write at: the rate that is held, or ramp in place of hold")
        }
        guard reader["at"] != nil || last != nil else {
            context.diagnostics.error(
                at: node.location, "the first stage holds no rate", fix: "add at, such as {at: 200rps, hold: 60s}")
            return nil
        }
        guard let duration = reader.duration("hold"), let held = reader["at"] == nil ? last?.to : rate("at") else {
            return nil
        }
        return .hold(held, duration)
    }

    private func refuse(_ key: String, _ node: Node, _ message: String, fix: String) {
        guard let member = node.mapping?.first(where: { $0.key == key }) else { return }
        context.diagnostics.error(at: member.keyLocation, message, fix: fix)
    }
}
