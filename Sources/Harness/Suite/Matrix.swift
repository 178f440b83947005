internal import Files
internal import JSON
internal import Model

/// The rows of a case's `matrix`: from a CSV file, a JSON file, or written in the suite.
struct Matrix {
    /// Beyond this a table is no test matrix any more.
    static let maximumRows = 10_000
    static let maximumBytes = 8 * 1_048_576

    /// A row's variables, and its name in the case's id.
    struct Row {
        var label: String
        var scope: Scope
    }

    let directory: String
    /// What rows that stand in the suite may refer to.
    let known: Scope
    let diagnostics: Diagnostics
    /// What a person calls it.
    var name = "the matrix"

    /// The rows in order; nil when an error was reported.
    func rows(_ node: Node) -> [Row]? {
        if let rows = node["rows"]?.sequence {
            return labelled(rows.map { VariableReader.scope($0, known: known, stronger: Scope(), diagnostics) }, node)
        }
        guard let member = node.mapping?.first(where: { $0.key == "csv" || $0.key == "json" }),
            let name = member.value.text
        else { return nil }
        let path = Path.join(directory, name)
        do throws(FilesError) {
            let bytes = try BoundedFile.read(path, limit: Self.maximumBytes)
            let scopes = member.key == "csv" ? csv(bytes, path, member.value) : json(bytes, path, member.value)
            return scopes.flatMap { labelled($0, member.value) }
        } catch {
            diagnostics.error(at: member.value.location, "\(error)")
            return nil
        }
    }

    /// A row is called by its `id` column where it has one, else by its number.
    private func labelled(_ scopes: [Scope], _ node: Node) -> [Row]? {
        guard !scopes.isEmpty, scopes.count <= Self.maximumRows else {
            diagnostics.error(
                at: node.location, scopes.isEmpty ? "\(name) has no row" : "\(name) has \(scopes.count) rows",
                fix: "from 1 to \(Self.maximumRows) rows")
            return nil
        }
        var seen: Set<String> = []
        return scopes.enumerated().map { index, scope in
            let wanted = scope["id"]?.text.clipped(to: 60).printable ?? String(index + 1)
            var label = wanted
            var number = index + 1
            while !seen.insert(label).inserted {
                label = "\(wanted)#\(number)"
                number += 1
            }
            return Row(label: label, scope: scope)
        }
    }

    private func csv(_ bytes: [UInt8], _ path: String, _ node: Node) -> [Scope]? {
        do throws(CSVTable.Failure) {
            let table = try CSVTable(bytes)
            for name in table.header where !Template.isName(name) {
                diagnostics.error(
                    at: node.location,
                    "\(path):1: the column '\(name.clipped(to: 60).printable)' is no name for a variable")
                return nil
            }
            return table.rows.map { row in
                var scope = Scope()
                for (name, cell) in zip(table.header, row.cells) {
                    scope[name] = VariableReader.variable(
                        Scalar(cell), isSecret: SecretName.suggests(name), origin: "\(path):\(row.line)")
                }
                return scope
            }
        } catch {
            diagnostics.error(at: node.location, "\(path):\(error.line): \(error.message)")
            return nil
        }
    }

    private func json(_ bytes: [UInt8], _ path: String, _ node: Node) -> [Scope]? {
        do throws(JSONReadError) {
            let value = try JSONReader.documents.read(bytes).value
            guard case .array(let rows) = value else {
                diagnostics.error(at: node.location, "\(path): \(name) is no list of objects")
                return nil
            }
            return rows.enumerated().compactMap { index, row -> Scope? in
                guard case .object(let object) = row else {
                    diagnostics.error(at: node.location, "\(path): row \(index + 1) is not an object")
                    return nil
                }
                var scope = Scope()
                for member in object.members {
                    var cell = variable(member.value, origin: "\(path), row \(index + 1)")
                    cell.isSecret = SecretName.suggests(member.name)
                    scope[member.name] = cell
                }
                return scope
            }
        } catch {
            diagnostics.error(at: node.location, "\(path): \(error)")
            return nil
        }
    }

    private func variable(_ value: JSONValue, origin: String) -> Variable {
        if case .string(let text) = value { return Variable(text, origin: origin) }
        let json = JSONWriter().text(value)
        return Variable(json, json: json, origin: origin)
    }
}
