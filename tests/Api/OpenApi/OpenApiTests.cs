using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadSail.Hosting;
using LeadSail.Readme;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.OpenApi;

/// <summary>What the document says of itself. That answers are as it says is looked at in every test: see <see cref="Contract"/>.</summary>
[Collection(nameof(FastHost))]
public sealed class OpenApiTests(FastHost host)
{
    private static readonly Regex RouteParameter = new(@"\{(\w+)\}");

    [Fact]
    public void Every_route_stands_in_the_document()
    {
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) || route.RoutePattern.RawText.StartsWith("/health/", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText!.TrimEnd('/')}"));
        var operations = host.Contract.Operations.Select(operation => $"{operation.Method} {operation.Path}");
        Assert.Equal(routes.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_has_a_summary_a_tag_a_success_and_its_errors_in_the_envelope()
    {
        foreach (var (method, path, operation) in host.Contract.Operations)
        {
            var place = $"{method} {path}";
            Assert.False(string.IsNullOrWhiteSpace(operation.Text("summary")), place);
            Assert.True(operation.GetProperty("tags").GetArrayLength() == 1, place);
            var responses = operation.GetProperty("responses").EnumerateObject().ToArray();
            Assert.True(responses.Any(response => response.Name[0] == '2'), place);
            foreach (var response in responses.Where(response => response.Name[0] is '4' or '5'))
            {
                var schema = response.Value.At("content").GetProperty("application/json").Text("schema.$ref")!;
                Assert.True(schema.EndsWith("/ErrorEnvelope", StringComparison.Ordinal) || schema.EndsWith("/RefusalEnvelope", StringComparison.Ordinal), $"{place} {response.Name}: {schema}");
            }
        }
    }

    [Fact]
    public async Task What_needs_a_key_says_so_and_nothing_else_does()
    {
        var document = host.Contract;
        Assert.Equal(("apiKey", "header", "X-API-Key"), document.Document.At("components.securitySchemes.ApiKeyAuth") is var scheme
            ? (scheme.Text("type"), scheme.Text("in"), scheme.Text("name")) : default);
        foreach (var (method, path, operation) in document.Operations)
        {
            var secured = operation.TryGetProperty("security", out var security) && security[0].TryGetProperty("ApiKeyAuth", out _);
            var request = new HttpRequestMessage(new HttpMethod(method), RouteParameter.Replace(path, "x"));
            if (operation.TryGetProperty("requestBody", out _))
            {
                request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            }

            var answer = await host.Client(null).Send(request);
            Assert.True(secured == (answer.Status == 401 && answer.Error.Text("message") == "Authentication required"), $"{method} {path}: {answer.Text}");
        }
    }

    [Fact]
    public void Every_POST_takes_an_idempotency_key_and_tells_of_the_conflict_and_nothing_else_does()
    {
        foreach (var (method, path, operation) in host.Contract.Operations.Where(operation => !operation.Path.Contains("/webhooks/", StringComparison.Ordinal)))
        {
            var takes = operation.TryGetProperty("parameters", out var parameters)
                && parameters.EnumerateArray().Any(parameter => parameter.Text("name") == "Idempotency-Key" && parameter.Text("in") == "header" && parameter.At("schema.maxLength").GetInt32() == 255);
            Assert.True(takes == (method == "POST"), $"{method} {path}");
            if (takes)
            {
                Assert.True(operation.At("responses").TryGetProperty("409", out _), path);
                Assert.All(operation.At("responses").EnumerateObject().Where(response => response.Name[0] == '2'), response => Assert.True(response.Value.At("headers").TryGetProperty("Idempotency-Replayed", out _), path));
            }
        }
    }

    [Fact]
    public void Every_parameter_of_a_path_is_described()
    {
        foreach (var (method, path, operation) in host.Contract.Operations)
        {
            var described = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(parameter => parameter.Text("in") == "path" && parameter.GetProperty("required").GetBoolean()).Select(parameter => parameter.Text("name")!)
                : [];
            Assert.True(RouteParameter.Matches(path).Select(match => match.Groups[1].Value).SequenceEqual(described), $"{method} {path}");
        }
    }

    [Fact]
    public void Every_body_that_comes_in_is_closed_has_limits_and_an_example_that_is_valid()
    {
        var document = host.Contract;
        foreach (var (method, path, operation) in document.Operations.Where(operation =>
            operation.Operation.TryGetProperty("requestBody", out var sent) && sent.At("content").TryGetProperty("application/json", out _) && !operation.Path.Contains("/webhooks/elevenlabs", StringComparison.Ordinal)))
        {
            var place = $"{method} {path}";
            var body = operation.At("requestBody.content").GetProperty("application/json");
            var schema = document.Resolve(body.GetProperty("schema"));
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean(), place);
            Assert.True(document.RequestFaults(schema, body.GetProperty("example")) is [], $"{place}: {string.Join("; ", document.RequestFaults(schema, body.GetProperty("example")))}");
            foreach (var field in schema.GetProperty("properties").EnumerateObject().Where(IsFreeText))
            {
                Assert.True(field.Value.TryGetProperty("maxLength", out _) || field.Value.TryGetProperty("pattern", out _) || field.Value.TryGetProperty("enum", out _)
                    || field.Value.TryGetProperty("format", out _) || field.Name == "timezone", $"{place}: {field.Name} has no limit");
            }
        }
    }

    [Fact, Trait("Category", "Long")]
    public async Task Spectral_finds_nothing_wrong_with_it()
    {
        var file = Path.Combine(host.Folder, "openapi.json");
        await File.WriteAllTextAsync(file, host.Contract.Document.GetRawText());
        var folder = Path.Combine(ReadmeFile.Repository, ".ci", "spectral"); // installed by .ci/setup for .ci/long
        using var spectral = Process.Start(new ProcessStartInfo(Path.Combine(folder, "node_modules", ".bin", "spectral"), ["lint", file, "--ruleset", Path.Combine(folder, "ruleset.yaml"), "--fail-severity", "hint"])
        {
            RedirectStandardOutput = true,
        })!;
        var says = await spectral.StandardOutput.ReadToEndAsync();
        await spectral.WaitForExitAsync();
        Assert.True(spectral.ExitCode == 0, says);
    }

    [Fact]
    public void A_lead_must_be_named_unless_it_is_known()
    {
        var document = host.Contract;
        Assert.Equal(["campaignId", "email", "firstName", "lastName", "phone"], Required(document, "CreateLeadBody"));
        var submit = document.Document.At("components.schemas.SubmitLeadBody");
        Assert.Empty(document.RequestFaults(submit, JsonElement.Parse("""{ "campaignId": "HXZ", "leadId": "lead_1" }""")));
        Assert.NotEmpty(document.RequestFaults(submit, JsonElement.Parse("""{ "campaignId": "HXZ", "firstName": "Marta" }""")));
    }

    [Fact]
    public void A_patch_requires_nothing() =>
        Assert.All(host.Contract.Operations.Where(operation => operation.Method == "PATCH"), operation =>
            Assert.False(host.Contract.Resolve(operation.Operation.At("requestBody.content").GetProperty("application/json").GetProperty("schema")).TryGetProperty("required", out _)));

    [Fact]
    public void What_goes_out_has_all_its_fields_always()
    {
        var document = host.Contract;
        foreach (var view in new[] { "InteractionView", "CallView", "LeadView", "CampaignView", "VoiceAgentView", "PhoneNumberView", "PromptTemplateView", "OrganizationView", "ApiKeyView", "EventView", "AuditEntry", "EligibilityView", "RuleView", "DncEntryView", "LeadDncView", "ImportedEntries", "ImportView", "ApiError", "CallRefusedError" })
        {
            var properties = document.Document.At($"components.schemas.{view}.properties").EnumerateObject().Select(property => property.Name);
            Assert.Equal(properties.Order(StringComparer.Ordinal), Required(document, view));
        }
    }

    [Fact]
    public void Data_is_never_null_and_success_says_which_it_is()
    {
        foreach (var schema in host.Contract.Document.At("components.schemas").EnumerateObject().Where(schema => schema.Name.StartsWith("EnvelopeOf", StringComparison.Ordinal)))
        {
            Assert.True(schema.Value.At("properties.data").TryGetProperty("$ref", out _), schema.Name);
            Assert.True(schema.Value.At("properties.success.enum")[0].GetBoolean());
        }
    }

    [Fact]
    public void Enumerations_are_spelt_as_they_are_sent()
    {
        var document = host.Contract;
        Assert.Equal(
            Enums.Names<Calls.InteractionStatus>(),
            document.Document.At("components.schemas.InteractionStatus.enum").EnumerateArray().Select(name => name.GetString()!));
        Assert.Equal(["twilio", "sip_trunk"], document.Document.At("components.schemas.PhoneNumber.properties.transport.enum").EnumerateArray().Select(name => name.GetString()!));
    }

    private static bool IsFreeText(JsonProperty field) => field.Value.TryGetProperty("type", out var type) && type.ToString() is "string" or "[\"null\",\"string\"]";

    private static IEnumerable<string> Required(Contract document, string schema) =>
        document.Document.At($"components.schemas.{schema}.required").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal);
}
