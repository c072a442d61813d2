using System.Runtime.Versioning;

// As the embedded PostgreSQL, and as signals.
[assembly: UnsupportedOSPlatform("windows")]
