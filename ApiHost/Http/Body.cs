using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace LeadSail.Http;

/// <summary>A JSON body of a known shape, read strictly: every fault is told at once, one line each.</summary>
/// <param name="Value">The body.</param>
public sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider where T : class
{
    /// <summary>What the body names and makes null: fields, and fields of objects in it, e.g. <c>address.unit</c>.</summary>
    public ImmutableArray<string> Nulls { get; private init; } = [];

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="RequestException">It is not there, no JSON, too large, of another type, or not of the shape.</exception>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        using var document = await RequestBody.ReadAsync(context);
        return new Body<T>(StrictJson.Read<T>(document.RootElement)) { Nulls = [.. NullsOf(document.RootElement, "", depth: 2)] };
    }

    private static IEnumerable<string> NullsOf(JsonElement value, string path, int depth) => value.ValueKind != JsonValueKind.Object || depth == 0 ? []
        : value.EnumerateObject().SelectMany(field => field.Value.ValueKind == JsonValueKind.Null ? [path + field.Name] : NullsOf(field.Value, $"{path}{field.Name}.", depth - 1));

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

/// <summary>A JSON merge patch (RFC 7396) of a resource: what it names is replaced, null clears.</summary>
/// <param name="Changes">The patch.</param>
public sealed record Patch<T>(JsonObject Changes) : IEndpointParameterMetadataProvider where T : class
{
    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="RequestException">It is not there, too large, of another type, or no JSON object.</exception>
    public static async ValueTask<Patch<T>?> BindAsync(HttpContext context)
    {
        using var document = await RequestBody.ReadAsync(context);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new Patch<T>(JsonObject.Create(document.RootElement.Clone())!)
            : throw RequestException.Invalid("body: must be a JSON object");
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
        builder.Metadata.Add(new ParameterDetail("If-Match", "The ETag of the version that the change was made on; without one the last write wins.", In: ParameterLocation.Header));
    }

    /// <summary>The resource with the changes in it, checked as a whole.</summary>
    /// <exception cref="RequestException">What comes out is not of the shape.</exception>
    public T ApplyTo(T resource)
    {
        var merged = JsonSerializer.SerializeToNode(resource, ApiJson.Options)!.AsObject();
        Merge(merged, Changes);
        using var document = JsonDocument.Parse(merged.ToJsonString(ApiJson.Options));
        return StrictJson.Read<T>(document.RootElement);
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is JsonObject inner && target[name] is JsonObject known)
            {
                Merge(known, inner);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
