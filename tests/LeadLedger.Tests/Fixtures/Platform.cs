using System.Runtime.Versioning;

// As the embedded PostgreSQL, which every test needs.
[assembly: UnsupportedOSPlatform("windows")]
