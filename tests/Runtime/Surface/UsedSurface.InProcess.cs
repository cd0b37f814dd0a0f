using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LeadSail.Surface;

/// <summary>The Orleans types and members that an assembly refers to, as its metadata says.</summary>
internal static class UsedSurface
{
    public static IEnumerable<string> Of(string assemblyFile)
    {
        using var stream = File.OpenRead(assemblyFile);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
            lines.Add(Name(metadata, handle));
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            lines.Add($"{Name(metadata, member.Parent)}.{metadata.GetString(member.Name)}");
        }

        return [.. lines.Where(line => line.StartsWith("Orleans.", StringComparison.Ordinal))];
    }

    private static string Name(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
                var name = metadata.GetString(type.Name);
                return type.ResolutionScope.Kind == HandleKind.TypeReference
                    ? $"{Name(metadata, type.ResolutionScope)}.{name}"
                    : $"{metadata.GetString(type.Namespace)}.{name}";
            case HandleKind.TypeSpecification:
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
                if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                    return "";

                signature.ReadByte();
                return Name(metadata, signature.ReadTypeHandle());
            default:
                return "";
        }
    }
}
