using System.Runtime.CompilerServices;
using CsvHelper;
using LeadSail.ApiKeys;
using LeadSail.DialedNumbers;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Phones;

namespace LeadSail.DoNotCall;

/// <summary>Reads a CSV file row by row and puts each number on the list, many at once. A bad row fails alone.</summary>
internal sealed class DoNotCallImport(IGrainFactory grains, Caller caller)
{
    /// <summary>The largest file.</summary>
    public const int MostBytes = 50 * 1024 * 1024;

    private const int MostRows = 100_000, MostRejects = 1_000, LongestReason = 500, LongestRow = 16 * 1024, AtOnce = 128;
    private const string NoReason = "imported";

    private readonly List<RejectedRow> rejected = [];
    private int total, added, existing;
    private bool isMalformed;

    /// <summary>Takes the whole file.</summary>
    /// <exception cref="RequestException">It has no column for phones, or more rows than allowed; rows before the limit are on the list.</exception>
    public async Task<ImportedEntries> RunAsync(Stream file, CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(
            file,
            new CsvReaderOptions { TrimWhitespace = true, TrackLineNumbers = true, MaxRecordSize = LongestRow, OnMalformedRecord = _ => isMalformed = true },
            leaveOpen: true);
        await Parallel.ForEachAsync(Rows(csv, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (row, _) =>
        {
            var reply = await grains.GetGrain<IDialedNumberGrain>(GrainKeys.Of(caller.OrganizationId, row.Phone)).Tell(new ListNumber(row.Reason, caller.KeyId));
            Interlocked.Increment(ref reply.Changed ? ref added : ref existing);
        });
        return new ImportedEntries(total, added, existing, rejected);
    }

    /// <summary>The good rows; the others are noted. Only one row is read at a time, whoever asks for it.</summary>
    private async IAsyncEnumerable<(string Phone, string Reason)> Rows(CsvReader csv, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (phoneAt, reasonAt) = await Columns(csv, cancellationToken);
        while (await IsThereMore(csv, cancellationToken))
        {
            if (++total > MostRows)
            {
                throw RequestException.Of(StatusCodes.Status413PayloadTooLarge, Codes.PayloadTooLarge, $"The file has more than {MostRows} rows; those are on the list, and nothing after them was read.");
            }

            var phone = PhoneRules.Read(csv.GetString(phoneAt));
            var reason = reasonAt >= 0 && !csv.IsEmpty(reasonAt) ? csv.GetString(reasonAt) : NoReason;
            var fault = isMalformed ? "its quotes are not as in CSV (RFC 4180)"
                : phone.Fault is { } why ? $"phone: {why}"
                : reason.Length > LongestReason ? $"reason: must have at most {LongestReason} characters"
                : reason.Contains('\0', StringComparison.Ordinal) ? "reason: must not contain a NUL character" : null;
            isMalformed = false;
            if (fault is null)
            {
                yield return (phone.E164!, reason);
            }
            else
            {
                Reject((int)csv.LineNumber, fault);
            }
        }
    }

    private async Task<(int Phone, int Reason)> Columns(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            await csv.ReadHeaderAsync(cancellationToken);
        }
        catch (CsvFormatException)
        {
            throw RequestException.Invalid("file: its first line is too long");
        }

        isMalformed = false;
        var names = csv.Headers.Select(name => name.Trim().ToLowerInvariant()).ToList();
        return names.Contains("phone") ? (names.IndexOf("phone"), names.IndexOf("reason")) : throw RequestException.Invalid("file: has no column phone in its first line");
    }

    /// <summary>Goes to the next row. One too long to be any is the last: where it ends nobody knows.</summary>
    private async Task<bool> IsThereMore(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException e)
        {
            total++;
            Reject((int)e.LineNumber, "is longer than 16 kB, or its quotes do not end; nothing after it was read");
            return false;
        }
    }

    private void Reject(int line, string fault)
    {
        if (rejected.Count < MostRejects)
        {
            rejected.Add(new RejectedRow(line, fault));
        }
    }
}

/// <summary>What became of an import.</summary>
/// <param name="Total">Rows, without the one of the names.</param>
/// <param name="Added">Numbers that are on the list since.</param>
/// <param name="Existing">Rows whose number was on the list, or came earlier in the file.</param>
/// <param name="Rejected">Rows that could not be read, the first 1,000 of them.</param>
public sealed record ImportedEntries(int Total, int Added, int Existing, IReadOnlyList<RejectedRow> Rejected);

/// <summary>A row that could not be read.</summary>
/// <param name="Line">The line of the file in which it begins, from 1.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record RejectedRow(int Line, string Error);
