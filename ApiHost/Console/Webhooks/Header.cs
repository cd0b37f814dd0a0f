using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadSail.Console.Api;

namespace LeadSail.Console.Webhooks;

/// <summary>A header as it is typed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; <c>***</c> for one that is known and stays.</param>
public sealed record Header(string Name, string Value)
{
    /// <summary>The headers of settings.</summary>
    public static ImmutableArray<Header> Of(JsonText headers)
    {
        using var document = JsonDocument.Parse(headers.Value);
        return [.. document.RootElement.EnumerateObject().Select(header => new Header(header.Name, header.Value.ToString()))];
    }

    /// <summary>The headers as settings.</summary>
    /// <param name="typed">As they were typed.</param>
    /// <param name="path">Where they stand in the body.</param>
    /// <exception cref="ApiFault">One stands there twice.</exception>
    public static JsonObject Whole(ImmutableArray<Header> typed, string path)
    {
        var whole = new JsonObject();
        foreach (var (name, value) in typed)
        {
            if (!whole.TryAdd(name.Trim(), value.Trim()))
            {
                throw ApiFault.Invalid($"{path}: has {name.Trim()} twice");
            }
        }

        return whole;
    }

    /// <summary>The headers as a merge patch: one that is gone is null.</summary>
    public static JsonObject Patch(JsonText known, ImmutableArray<Header> typed, string path)
    {
        var patch = Whole(typed, path);
        foreach (var gone in Of(known).Where(header => !patch.ContainsKey(header.Name)))
        {
            patch[gone.Name] = null;
        }

        return patch;
    }
}
