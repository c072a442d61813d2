namespace LeadLedger.Server.Running.Embedded;

/// <summary>The settings of the embedded PostgreSQL; they are written anew at each start.</summary>
internal static class ServerConfiguration
{
    /// <summary>The name of the file in the cluster's data folder that holds ours.</summary>
    public const string FileName = "leadledger.conf";

    /// <summary>
    /// Who may connect: whoever has a password, from this machine, over TCP. There is no socket file, so that nobody
    /// can come in by being a user of the operating system.
    /// </summary>
    public const string Access = """
        # Written by LeadLedger: passwords for everybody, from this machine alone.
        host  all          all  127.0.0.1/32  scram-sha-256
        host  replication  all  127.0.0.1/32  scram-sha-256

        """;

    /// <summary>
    /// The settings. Durability stays as PostgreSQL ships it: fsync and synchronous_commit are on, because an answer
    /// to a command means that it will survive a power cut.
    /// </summary>
    public static string Settings(int port) => $"""
        # Written by LeadLedger at each start: changes belong into a file of your own, included below it
        # in postgresql.conf.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        max_connections = 200

        # Memory for a machine that has other things to do; the hot ends of the ledger fit.
        shared_buffers = 256MB
        work_mem = 16MB
        maintenance_work_mem = 128MB

        # An append-only ledger writes WAL all day: checkpoints by time and not by size, and smaller page images.
        # (By lz4: the default, pglz, takes more time for a page than the append whose first touch logs it.)
        max_wal_size = 2GB
        min_wal_size = 256MB
        checkpoint_timeout = 15min
        wal_compression = lz4

        # Statements are short and few rows each; compiling them costs more than it saves.
        jit = off
        random_page_cost = 1.1

        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        log_line_prefix = '%m [%p] %q%u@%d '
        log_checkpoints = off
        log_min_messages = warning
        # Statements carry people's data in their parameters: none is logged.
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_parameter_max_length_on_error = 0

        """;
}
