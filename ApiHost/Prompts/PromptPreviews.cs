using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.Campaigns;
using LeadSail.Http;
using LeadSail.Leads;
using LeadSail.Organizations;
using LeadSail.Prompts.Liquid;
using LeadSail.Storage;
using LeadSail.VoiceAgents;

namespace LeadSail.Prompts;

/// <summary>Renders prompts for people to look at; nothing is stored, and nobody is called.</summary>
internal static class PromptPreviews
{
    public static async Task<IResult> Show(Body<PreviewBody> body, Caller caller, ISettings settings, IStateReader states, PromptRenderer prompts, TimeProvider time, CancellationToken cancellationToken)
    {
        var wish = body.Value;
        if (wish.Body is null == wish.PromptTemplateId is null)
        {
            throw RequestException.Invalid("body: give either body or promptTemplateId");
        }

        var template = await TemplateOf(wish, caller, settings, cancellationToken);
        var lead = await states.FindLead(wish.LeadId, caller, cancellationToken);
        var campaignId = wish.CampaignId ?? lead.CampaignId;
        var campaign = await states.ReadAsync<CampaignState>("campaign", GrainKeys.Of(caller.OrganizationId, campaignId), cancellationToken)
            ?? throw RequestException.NotFound($"campaignId: there is no campaign {campaignId}.");
        var agentId = campaign.Settings.Voice.AgentFor(lead.Data.IsTest);
        var agent = agentId is null ? null : await settings.FindAsync<VoiceAgent>(caller.OrganizationId, agentId, fresh: true, cancellationToken);
        var subject = PromptSubject.Of(wish.LeadId, lead, campaignId, campaign, agent, wish.Direction, lead.Data.Phone, time.GetUtcNow());
        try
        {
            return Answers.Ok(PromptPreviewView.Of(prompts.Preview(PromptTemplateEndpoints.Parsed(template), subject)));
        }
        catch (LiquidException e)
        {
            throw RequestException.From(new Refusal { Code = Codes.PromptInvalid, Message = "The template cannot be rendered.", Details = [e.Message] });
        }
    }

    private static async Task<PromptTemplate> TemplateOf(PreviewBody wish, Caller caller, ISettings settings, CancellationToken cancellationToken)
    {
        if (wish.PromptTemplateId is not { } id)
        {
            return new PromptTemplate { Body = wish.Body!, FirstMessage = wish.FirstMessage };
        }

        var row = await settings.FindAsync<PromptTemplate>(caller.OrganizationId, id, fresh: true, cancellationToken)
            ?? throw RequestException.NotFound($"promptTemplateId: there is no prompt template {id}.");
        return wish.FirstMessage is null ? row.Value : row.Value with { FirstMessage = wish.FirstMessage };
    }
}

/// <summary>What to render, for which lead.</summary>
public sealed record PreviewBody
{
    /// <summary>A prompt; or <c>promptTemplateId</c>.</summary>
    [StringLength(100_000)]
    public string? Body { get; init; }

    /// <summary>A stored template; or <c>body</c>.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? PromptTemplateId { get; init; }

    /// <summary>First words, in place of the stored template's.</summary>
    [StringLength(100_000)]
    public string? FirstMessage { get; init; }

    /// <summary>The lead to speak to.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public string LeadId { get; init; } = "";

    /// <summary>The campaign; the lead's own when not given.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? CampaignId { get; init; }

    /// <summary>Which way the call goes.</summary>
    [DefaultValue(CallDirection.Outbound)]
    public CallDirection Direction { get; init; } = CallDirection.Outbound;
}

/// <summary>A prompt as a call would have it.</summary>
/// <param name="Prompt">The prompt, with nothing where a name does not exist.</param>
/// <param name="FirstMessage">The first message; null when there is none.</param>
/// <param name="Variables">What goes to the agent besides, by name.</param>
/// <param name="Missing">Names that were to be written and do not exist, once each: a call would be refused for the first of them.</param>
public sealed record PromptPreviewView(string Prompt, string? FirstMessage, [property: JsonShape(JsonValueKind.Object)] JsonText Variables, IReadOnlyList<string> Missing)
{
    internal static PromptPreviewView Of(PromptPreview preview) => new(
        preview.Prompt,
        preview.FirstMessage,
        new(JsonSerializer.Serialize(preview.Variables.ToDictionary(variable => variable.Name, variable => variable.Value), Json.Options)),
        preview.Missing);
}
