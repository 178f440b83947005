@main enum Target { static func main() {} }
