import Model

/// Walks the format as data.
enum ShapeWalk {
    /// Calls `visit` with every field of a shape, with those of shapes that contain themselves a few times over.
    static func fields(of shape: Shape, depth: Int = 0, _ visit: (Field) -> Void) {
        guard depth < 8 else { return }
        switch shape {
        case .list(let element, _), .oneOrMany(let element), .dictionary(let element, _):
            fields(of: element, depth: depth, visit)
        case .mapping(let mapping), .scalarOr(_, let mapping):
            for field in mapping.fields {
                visit(field)
                fields(of: field.shape, depth: depth + 1, visit)
            }
        case .keyed(_, let mapping, let otherwise):
            fields(of: .mapping(mapping), depth: depth, visit)
            fields(of: .mapping(otherwise), depth: depth, visit)
        case .lazy(let make, _): fields(of: make(), depth: depth, visit)
        default: break
        }
    }
}
