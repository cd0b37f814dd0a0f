using LeadSail.ApiKeys;
using LeadSail.Http;
using LeadSail.Organizations;
using LeadSail.Storage;

namespace LeadSail.Dialers;

/// <summary>Pausing all dialling of an organization, whoever asks for calls.</summary>
internal static class DialerEndpoints
{
    public static void MapDialer(this RouteGroupBuilder api)
    {
        var dialer = api.MapGroup("/dialer").WithTags("Dialer");
        dialer.MapPost("/pause", (Caller caller, ISettings settings, CancellationToken cancellationToken) => Set(true, caller, settings, cancellationToken))
            .WithSummary("Pause all dialling: nothing is dialled from within a second on; running calls go on").Produces<Envelope<DialerPause>>().Fails(404);
        dialer.MapPost("/resume", (Caller caller, ISettings settings, CancellationToken cancellationToken) => Set(false, caller, settings, cancellationToken))
            .WithSummary("Let dialling go on").Produces<Envelope<DialerPause>>().Fails(404);
    }

    /// <summary>Somebody else's change of the organization in between is kept, and this one made on top of it.</summary>
    private static async Task<IResult> Set(bool paused, Caller caller, ISettings settings, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await settings.FindAsync<Organization>(caller.OrganizationId, caller.OrganizationId, fresh: true, cancellationToken) ?? throw RequestException.NotFound();
            if (row.Value.DialingPaused == paused
                || await settings.SaveAsync(row.Id, row.Id, row.Value with { DialingPaused = paused }, row.Version, caller.KeyId, cancellationToken) is not null)
            {
                return Answers.Ok(new DialerPause(paused));
            }
        }
    }
}

/// <summary>Whether dialling is paused.</summary>
/// <param name="Paused">Whether it is.</param>
public sealed record DialerPause(bool Paused);
