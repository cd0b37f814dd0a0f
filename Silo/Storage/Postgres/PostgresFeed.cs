using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using LeadSail.Storage.Sql;
using Npgsql;

namespace LeadSail.Storage.Postgres;

/// <summary>
/// Tells the other processes of a cluster what was committed here, and hears what they tell, by <c>NOTIFY</c>: for pages that are open, not for the truth. What was missed while the
/// server was away, or is too much to tell, is missed.
/// </summary>
internal sealed class PostgresFeed : ISqlFeed
{
    private const int MostWaiting = 10_000, LargestPayload = 7_900; // PostgreSQL takes 8,000 bytes

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<RowChanged> waiting = Channel.CreateBounded<RowChanged>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private readonly string self = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly string connectionString, channel;
    private readonly Action<RowChanged> heard;

    /// <summary>Listens and tells until disposed.</summary>
    /// <param name="connectionString">The server; two connections of its own.</param>
    /// <param name="heard">Told of what another process committed; returns at once, never throws.</param>
    public PostgresFeed(string connectionString, Action<RowChanged> heard)
    {
        (this.connectionString, this.heard) = (connectionString, heard);
        channel = $"leadsail {new NpgsqlConnectionStringBuilder(connectionString).SearchPath}".Trim(); // a schema of its own is an installation of its own
        _ = AgainAsync(TellAsync);
        _ = AgainAsync(ListenAsync);
    }

    /// <summary>Tells of a change, soon.</summary>
    public void Tell(RowChanged change) => waiting.Writer.TryWrite(change);

    public void Dispose() => stopping.Cancel();

    private async Task AgainAsync(Func<NpgsqlConnection, CancellationToken, Task> work)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(stopping.Token);
                await work(connection, stopping.Token);
            }
            catch (Exception) // whatever it was: as long as the process runs, it is tried again
            {
                await Task.Delay(AfterFailure, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task TellAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = channel }, new() } };
        while (await waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            var payload = new StringBuilder(self);
            for (var bytes = payload.Length; waiting.Reader.TryPeek(out var next);)
            {
                var line = $"\n{next.Kind} {next.Key}";
                bytes += Encoding.UTF8.GetByteCount(line);
                if (bytes > LargestPayload && payload.Length > self.Length)
                    break;
                if (bytes <= LargestPayload)
                    payload.Append(line);
                waiting.Reader.TryRead(out _);
            }

            notify.Parameters[1].Value = payload.ToString();
            await notify.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        connection.Notification += (_, told) =>
        {
            var lines = told.Payload.Split('\n');
            foreach (var line in lines[0] == self ? [] : lines.AsSpan(1))
            {
                if (line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space)
                    heard(new RowChanged(line[..space], line[(space + 1)..]));
            }
        };
        await using var listen = new NpgsqlCommand($"LISTEN \"{channel}\"", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }
}
