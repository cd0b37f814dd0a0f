namespace LeadSail.Prompts.Liquid.Tags;

/// <summary>A running loop; inside it the template sees this as <c>forloop</c>.</summary>
internal sealed class Loop(string name, string variable, int length, Loop? parent)
{
    private int index;

    public string Variable => variable;

    public Loop? Parent => parent;

    public object? Item { get; private set; }

    public void Turn(int turn, object? item) => (index, Item) = (turn, item);

    public bool TryGet(string property, out object? value)
    {
        value = property switch
        {
            "index" => index + 1L,
            "index0" => (long)index,
            "rindex" => (long)(length - index),
            "rindex0" => length - index - 1L,
            "first" => index == 0,
            "last" => index == length - 1,
            "length" => (long)length,
            "name" => name,
            "parentloop" => parent,
            _ => null,
        };
        return value is not null || property == "parentloop";
    }
}
