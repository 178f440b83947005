/// Symbolic links.
package enum SymbolicLink {
    /// Makes the link, or points an existing one elsewhere, in one step: a reader never finds it missing.
    /// A folder or file of that name that is not a link is left alone.
    package static func replace(at path: String, target: String) throws(FilesError) {
        try Path.check(path)
        try Path.check(target)
        switch System.kind(of: path, following: false) {
        case .success(.symbolicLink), .failure: break
        case .success(let kind): throw .notALink(path: path, kind: kind.text)
        }
        let temporary = Path.temporary(beside: path)
        if let code = System.link(temporary, to: target) {
            throw .refused(path: path, action: "link", code: code.value)
        }
        if let code = System.rename(temporary, to: path) {
            _ = System.remove(temporary)
            throw .refused(path: path, action: "link", code: code.value)
        }
    }
}
