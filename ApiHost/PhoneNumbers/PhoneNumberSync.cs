using LeadSail.ApiKeys;
using LeadSail.Providers;
using LeadSail.Storage;

namespace LeadSail.PhoneNumbers;

/// <summary>
/// Makes an organization's numbers those that the provider lists. A number of the provider belongs to one organization: one that
/// another has in use is passed over.
/// </summary>
internal sealed class PhoneNumberSync(ISettings settings, VoiceProviders providers, IIds ids)
{
    private const string Provider = "elevenlabs";
    private const int LongestLabel = 200, LongestId = 200;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Creates what is new, changes what has changed, and sets inactive what is gone; nothing is deleted, and nothing set active again.</summary>
    /// <exception cref="ProviderUnavailableException">The provider could not be asked; nothing is changed.</exception>
    public async Task<SyncedNumbers> RunAsync(Caller caller, CancellationToken cancellationToken)
    {
        var listed = await (providers.Find(Provider) ?? throw new ProviderUnavailableException($"This server has no provider named {Provider}.")).ListNumbersAsync(cancellationToken);
        await one.WaitAsync(cancellationToken); // or two at once would create everything twice
        try
        {
            return await ApplyAsync(caller, [.. listed.Where(IsUsable).DistinctBy(number => number.ProviderPhoneNumberId)], cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<SyncedNumbers> ApplyAsync(Caller caller, IReadOnlyList<ProviderNumber> listed, CancellationToken cancellationToken)
    {
        var all = (await settings.ListAllAsync<PhoneNumber>(cancellationToken)).Where(row => row.Row.Value.Provider == Provider).ToArray();
        var mine = all.Where(row => row.OrganizationId == caller.OrganizationId).ToLookup(row => row.Row.Value.ProviderPhoneNumberId, row => row.Row, StringComparer.Ordinal);
        var others = all.Where(row => row.OrganizationId != caller.OrganizationId && row.Row.Value.Active).SelectMany(row => new[] { row.Row.Value.ProviderPhoneNumberId, row.Row.Value.Number })
            .ToHashSet(StringComparer.Ordinal);
        var (created, updated, deactivated) = (0, 0, 0);
        foreach (var number in listed)
        {
            foreach (var row in mine[number.ProviderPhoneNumberId])
            {
                updated += await Change(caller, row, value => value with { Number = number.PhoneNumber, Label = LabelOf(number), Transport = number.Transport }) ? 1 : 0;
            }

            if (!mine.Contains(number.ProviderPhoneNumberId) && !others.Contains(number.ProviderPhoneNumberId) && !others.Contains(number.PhoneNumber))
            {
                var value = new PhoneNumber { Number = number.PhoneNumber, Label = LabelOf(number), Provider = Provider, ProviderPhoneNumberId = number.ProviderPhoneNumberId, Transport = number.Transport };
                while (await settings.SaveAsync(caller.OrganizationId, ids.Next("num"), value, expectedVersion: 0, caller.KeyId, CancellationToken.None) is null)
                {
                    // a repeat of the request begins with the ids that it used for other numbers
                }

                created++;
            }
        }

        var there = listed.Select(number => number.ProviderPhoneNumberId).ToHashSet(StringComparer.Ordinal);
        foreach (var row in mine.Where(same => !there.Contains(same.Key)).SelectMany(same => same))
        {
            deactivated += await Change(caller, row, value => value with { Active = false }) ? 1 : 0;
        }

        var after = (await settings.ListAllAsync<PhoneNumber>(cancellationToken)).Where(row => row.OrganizationId == caller.OrganizationId).Select(row => PhoneNumberView.Of(row.Row));
        return new SyncedNumbers(created, updated, deactivated, [.. after]);
    }

    /// <summary>Changes a row, over whatever somebody else may have changed meanwhile.</summary>
    private async Task<bool> Change(Caller caller, Setting<PhoneNumber> row, Func<PhoneNumber, PhoneNumber> change)
    {
        while (true)
        {
            var changed = change(row.Value);
            if (changed == row.Value)
            {
                return false;
            }

            if (await settings.SaveAsync(caller.OrganizationId, row.Id, changed, row.Version, caller.KeyId) is not null)
            {
                return true;
            }

            row = (await settings.FindAsync<PhoneNumber>(caller.OrganizationId, row.Id, fresh: true))!;
        }
    }

    /// <summary>An extension of a PBX is no number that we could call from.</summary>
    private static bool IsUsable(ProviderNumber number) =>
        number.PhoneNumber is ['+', _, ..] && number.PhoneNumber.Length is >= 8 and <= 16 && number.PhoneNumber[1] != '0' && number.PhoneNumber.Skip(1).All(char.IsAsciiDigit)
        && number.ProviderPhoneNumberId.Length <= LongestId;

    private static string LabelOf(ProviderNumber number) => number.Label.Length <= LongestLabel ? number.Label : number.Label[..LongestLabel];
}

/// <summary>What a look at the provider's list has changed.</summary>
/// <param name="Created">How many numbers are new.</param>
/// <param name="Updated">How many have another number, label or transport.</param>
/// <param name="Deactivated">How many are gone there and inactive here now.</param>
/// <param name="PhoneNumbers">All numbers of the organization after it, oldest first.</param>
public sealed record SyncedNumbers(int Created, int Updated, int Deactivated, IReadOnlyList<PhoneNumberView> PhoneNumbers);
