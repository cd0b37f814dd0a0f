using Microsoft.OpenApi;

namespace LeadSail.OpenApi;

/// <summary>
/// One type may be read and written, but not alike: what comes in is strict and may leave out what has a default, what goes out
/// always has all its fields. So which of them a schema must have follows from where it is used.
/// </summary>
internal static class BodyDirections
{
    private const string PatchSuffix = "Patch";

    /// <summary>Tells the schemas apart.</summary>
    public static void Tell(OpenApiDocument document)
    {
        var operations = document.Paths.Values.SelectMany(path => path.Operations ?? []).ToArray();
        foreach (var (method, operation) in operations)
        {
            if (method == HttpMethod.Patch && OperationDetails.JsonOf(operation) is { Schema: OpenApiSchemaReference { Reference.Id: { } id } } body)
            {
                body.Schema = PatchOf(document, id);
            }
        }

        var incoming = Reachable(document, operations.Select(operation => operation.Value.RequestBody?.Content));
        var sent = document.Webhooks!.Values.SelectMany(item => item.Operations!.Values).Select(operation => operation.RequestBody!.Content);
        var outgoing = Reachable(document, [.. operations.SelectMany(operation => operation.Value.Responses ?? []).Select(response => response.Value.Content), .. sent]);
        var schemas = document.Components!.Schemas!;
        foreach (var (id, schema) in schemas.ToArray())
        {
            if (!incoming.Contains(id) && !outgoing.Contains(id))
            {
                schemas.Remove(id);
            }
            else if (schema is OpenApiSchema { Properties: { } properties } known)
            {
                known.AdditionalPropertiesAllowed = !incoming.Contains(id);
                known.Required = outgoing.Contains(id) && !incoming.Contains(id) ? new HashSet<string>(properties.Keys, StringComparer.Ordinal) : known.Required;
            }
        }
    }

    /// <summary>A merge patch names only what changes.</summary>
    private static OpenApiSchemaReference PatchOf(OpenApiDocument document, string id)
    {
        if (id.EndsWith(PatchSuffix, StringComparison.Ordinal))
        {
            return new OpenApiSchemaReference(id, document); // made as a patch, it requires nothing
        }

        var patch = (OpenApiSchema)document.Components!.Schemas![id].CreateShallowCopy();
        patch.Required = null;
        document.AddComponent(id + PatchSuffix, patch);
        return new OpenApiSchemaReference(id + PatchSuffix, document);
    }

    private static HashSet<string> Reachable(OpenApiDocument document, IEnumerable<IDictionary<string, OpenApiMediaType>?> contents)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var schema in contents.SelectMany(content => content?.Values ?? []).Select(media => media.Schema))
        {
            Follow(document, schema, found);
        }

        return found;
    }

    private static void Follow(OpenApiDocument document, IOpenApiSchema? schema, HashSet<string> found)
    {
        if (schema is null || (schema is OpenApiSchemaReference { Reference.Id: { } id } && !found.Add(id)))
        {
            return;
        }

        foreach (var part in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Append(schema.Items))
        {
            Follow(document, part, found);
        }
    }
}
