using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Providers;
using LeadSail.Settings;
using LeadSail.Storage;

namespace LeadSail.PhoneNumbers;

/// <summary>Numbers to call from.</summary>
internal static class PhoneNumberEndpoints
{
    public static void MapPhoneNumbers(this RouteGroupBuilder api)
    {
        new SettingRoutes<PhoneNumber, PhoneNumberView, PhoneNumberList>("/phone-numbers", "phone number", "num", PhoneNumberView.Of, (items, next, more) => new(items, next, more))
        {
            ExampleOfNew = new PhoneNumber { Number = "+12125550100", Label = "New York", ProviderPhoneNumberId = "phnum_01jv5k8m2n4p6q8r" },
            ExampleOfChange = new { label = "New York, second line" },
        }.Map(api, "Phone numbers");
        api.MapPost("/phone-numbers/sync", Sync).WithTags("Phone numbers").WithSummary("Take over the provider's list of numbers")
            .Produces<Envelope<SyncedNumbers>>().RefusesWith(Codes.ProviderRefused);
    }

    private static async Task<IResult> Sync(Caller caller, PhoneNumberSync sync, CancellationToken cancellationToken)
    {
        try
        {
            return Answers.Ok(await sync.RunAsync(caller, cancellationToken));
        }
        catch (ProviderUnavailableException e) when (e.IsCredentials)
        {
            throw RequestException.From(Refusal.Of(Codes.ProviderRefused, e.Message));
        }
    }
}

/// <summary>A phone number as the API shows it.</summary>
public sealed record PhoneNumberView : PhoneNumber
{
    /// <summary>As it is read from the API.</summary>
    public PhoneNumberView() { }

    private PhoneNumberView(PhoneNumber number) : base(number) { }

    /// <summary>Its id.</summary>
    public string PhoneNumberId { get; init; } = "";

    /// <summary>Counts its changes; also the ETag.</summary>
    public long Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    internal static PhoneNumberView Of(Setting<PhoneNumber> row) =>
        new(row.Value) { PhoneNumberId = row.Id, Version = row.Version, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt };
}

/// <summary>A page of phone numbers.</summary>
/// <param name="PhoneNumbers">The numbers, oldest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record PhoneNumberList(IReadOnlyList<PhoneNumberView> PhoneNumbers, string? NextCursor, bool HasMore);
