using LeadSail.ApiKeys;
using LeadSail.Calls;
using LeadSail.Http;
using LeadSail.Prompts.Liquid;
using LeadSail.Settings;
using LeadSail.Storage;

namespace LeadSail.Prompts;

/// <summary>Prompt templates. One that does not parse is refused with line and column.</summary>
internal static class PromptTemplateEndpoints
{
    public static void MapPromptTemplates(this RouteGroupBuilder api)
    {
        new SettingRoutes<PromptTemplate, PromptTemplateView, PromptTemplateList>(
            "/prompt-templates", "prompt template", "tmpl", PromptTemplateView.Of, (items, next, more) => new(items, next, more))
        {
            Accept = (template, _, _) => Task.FromResult(Parsed(template)),
            Refused = [Codes.PromptInvalid],
            ExampleOfNew = new PromptTemplate { Name = "Solar, first contact", Body = "You are calling {{ first_name }} about {{ campaign.name }}. Be brief.", FirstMessage = "Hello {{ first_name }}!" },
            ExampleOfChange = new { firstMessage = "Good day, {{ first_name }}!" },
        }.Map(api, "Prompt templates");
        api.MapPost("/prompt-templates/preview", PromptPreviews.Show).ChangesNothing().WithTags("Prompt templates").WithSummary("A prompt as a call to a lead would have it")
            .Produces<Envelope<PromptPreviewView>>().Fails(400, 404, 413, 415).RefusesWith(Codes.PromptInvalid)
            .Example(new PreviewBody { Body = "You are calling {{ first_name }} about {{ lead.customFields.budget }}.", LeadId = "lead_01kd4p2m9v6w0q8r3t5x7y1z2a", Direction = CallDirection.Outbound });
    }

    internal static PromptTemplate Parsed(PromptTemplate template)
    {
        string[] faults = [.. Faults("body", template.Body), .. Faults("firstMessage", template.FirstMessage ?? "")];
        return faults.Length == 0
            ? template
            : throw RequestException.From(new Refusal { Code = Codes.PromptInvalid, Message = "The template does not parse.", Details = [.. faults] });
    }

    private static IEnumerable<string> Faults(string field, string source)
    {
        string? fault = null;
        try
        {
            var template = LiquidTemplate.Parse(source);
            if (template.UnknownFilters is [var filter, ..])
            {
                fault = $"{field}: line {filter.Line}, column {filter.Column}: there is no filter '{filter.Name}'";
            }
        }
        catch (LiquidException e)
        {
            fault = $"{field}: {e.Message}";
        }

        return fault is null ? [] : [fault];
    }
}

/// <summary>A prompt template as the API shows it.</summary>
public sealed record PromptTemplateView : PromptTemplate
{
    /// <summary>As it is read from the API.</summary>
    public PromptTemplateView() { }

    private PromptTemplateView(PromptTemplate template) : base(template) { }

    /// <summary>Its id.</summary>
    public string PromptTemplateId { get; init; } = "";

    /// <summary>Counts its changes; also the ETag.</summary>
    public long Version { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    internal static PromptTemplateView Of(Setting<PromptTemplate> row) =>
        new(row.Value) { PromptTemplateId = row.Id, Version = row.Version, CreatedAt = row.CreatedAt, UpdatedAt = row.UpdatedAt };
}

/// <summary>A page of prompt templates.</summary>
/// <param name="PromptTemplates">The templates, oldest first.</param>
/// <param name="NextCursor">For the next page; null at the end.</param>
/// <param name="HasMore">Whether there is one.</param>
public sealed record PromptTemplateList(IReadOnlyList<PromptTemplateView> PromptTemplates, string? NextCursor, bool HasMore);
