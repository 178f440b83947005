internal import Files

/// The work tree that a file belongs to, found without running git.
package struct GitTree: Hashable {
    /// The real path of the folder that `.git` stands in.
    package var root: String
    /// The folder that holds the index: `.git`, or for a further work tree what its `.git` file names.
    package var folder: String

    package enum Search {
        case none
        case found(GitTree)
        case unreadable(String)
    }

    /// The tree around a folder; `folder` is a real path.
    package static func around(_ folder: String) -> Search {
        var place = folder
        for _ in 0..<64 {
            let git = Path.join(place, ".git")
            if Directory.isThere(git) { return tree(at: place, git) }
            if place == "/" || place == "." { return .none }
            place = Path.directory(of: place)
        }
        return .none
    }

    private static func tree(at root: String, _ git: String) -> Search {
        if Directory.exists(git) { return .found(GitTree(root: root, folder: git)) }
        do throws(FilesError) {
            let file = try UnfollowedFile(git)
            let text = String(decoding: try file.next(4_096), as: UTF8.self)
            guard text.hasPrefix("gitdir:"), let line = text.dropFirst(7).split(whereSeparator: \.isNewline).first
            else {
                return .unreadable("\(git) names no folder")
            }
            return .found(GitTree(root: root, folder: Path.join(root, String(line.drop { $0 == " " }))))
        } catch { return .unreadable("\(error)") }
    }

    /// Those of the paths, relative to the root, that the index names; a reason where it can't be read.
    package func tracked(_ paths: Set<[UInt8]>) -> Result<Set<[UInt8]>, Unreadable> {
        let path = Path.join(folder, "index")
        // Before the first `git add` there is none.
        guard Directory.isThere(path) else {
            return Directory.isThere(Path.join(folder, "HEAD"))
                ? .success([]) : .failure(Unreadable(reason: "\(folder) is no git folder"))
        }
        do throws(FilesError) {
            let bytes = try BoundedFile.read(path, limit: GitIndex.maximumBytes)
            do throws(GitIndex.Failure) { return .success(try GitIndex.tracked(paths, in: bytes)) } catch {
                return .failure(Unreadable(reason: error.text))
            }
        } catch { return .failure(Unreadable(reason: "\(error)")) }
    }

    package struct Unreadable: Error { package var reason: String }
}
