using System.Diagnostics;

namespace FanNews.Tests.Body;

public sealed class RenderTests
{
    [Fact]
    public async Task A_file_comes_out_as_a_reader_gets_it()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "# Überschrift\r\n\r\nText.");
        try
        {
            Assert.Equal((0, "<h2>Überschrift</h2>\n<p>Text.</p>\n", ""), await Fannews("render", file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Standard_input_will_do() => Assert.Equal((0, "<p><em>é</em></p>\n", ""), await Fannews("render", "-", input: "*é*"));

    [Fact]
    public async Task A_missing_file_is_one_sentence() =>
        Assert.Equal((1, "", "There is no file no-such-file.md.\n"), await Fannews("render", "no-such-file.md"));

    private static async Task<(int Code, string Out, string Error)> Fannews(string verb, string file, string input = "")
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "fannews.dll"), verb, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, (await error).ReplaceLineEndings("\n"));
    }
}
