using AngleSharp.Dom;

namespace FanNews.Tests.Pages.Admin;

/// <summary>Filling in the story's form as a browser without script does.</summary>
internal static class StoryVisit
{
    /// <summary>Presses a button of the story's form; all fields are sent as they stand, but for those given.</summary>
    public static Task<HttpResponseMessage> PressWith(this DeskVisit visit, IDocument page, string button, params (string Label, string? Value)[] typed)
    {
        var form = page.QuerySelector("form.story")!;
        var pressed = form.Button(button);
        var fields = new List<(string Name, string Value)> { (pressed.GetAttribute("name")!, pressed.GetAttribute("value")!) };
        var values = typed.ToDictionary(t => page.Labelled(t.Label).GetAttribute("name")!, t => t.Value);
        foreach (var field in form.QuerySelectorAll("input, textarea, select"))
        {
            if (field.GetAttribute("name") is not { } name)
                continue;
            if (values.TryGetValue(name, out var value) ? value is null : field.GetAttribute("type") is "checkbox" or "radio" && !field.HasAttribute("checked"))
                continue;
            if (field.GetAttribute("type") == "radio" && value is not null && field.GetAttribute("value") != value)
                continue;
            fields.Add((name, value ?? Value(field)));
        }

        return visit.Send(form.GetAttribute("action")!, [.. fields]);
    }

    /// <summary>Names of the buttons that do something with the story.</summary>
    public static IEnumerable<string> Acts(this IDocument page) => page.QuerySelectorAll("form.story button").Where(b => b.GetAttribute("name") == "act" || b.HasAttribute("formtarget")).Select(QueueReading.Name);

    /// <summary>The field with the label.</summary>
    public static IElement Labelled(this IDocument page, string label)
    {
        var found = page.QuerySelectorAll("label").Single(l => l.TextContent.Trim() == label);
        return found.GetAttribute("for") is { } id ? page.GetElementById(id)! : found.QuerySelector("input")!;
    }

    /// <summary>What stands in the field with the label.</summary>
    public static string ValueOf(this IDocument page, string label) => Value(page.Labelled(label));

    // A parser leaves out the line end that opens a textarea, as a browser does.
    private static string Value(IElement field) => field switch
    {
        { LocalName: "select" } => field.QuerySelector("option[selected]")?.GetAttribute("value") ?? "",
        { LocalName: "textarea" } => field.TextContent,
        _ => field.GetAttribute("value") ?? "",
    };
}
