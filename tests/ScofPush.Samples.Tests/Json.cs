using System.Net;
using System.Text.Json;

namespace ScofPush.Samples.Tests;

internal static class Json
{
    /// <summary>By way of the text, which may be read again.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    /// <summary>The reason of the first detail, whichever of its two names the list has.</summary>
    public static string? DetailReason(this JsonElement error) =>
        (error.TryGetProperty("errordetail", out var list) || error.TryGetProperty("details", out list)) && list.ValueKind == JsonValueKind.Array
            ? list[0].GetProperty("reason").GetString()
            : null;

    public static async Task ShouldFailAsync(this HttpResponseMessage response, HttpStatusCode status, string reason, string? detail)
    {
        Assert.Equal(status, response.StatusCode);
        var error = await response.JsonAsync();
        Assert.Equal((int)status, error.GetProperty("status").GetInt32());
        Assert.Equal(reason, error.GetProperty("reason").GetString());
        Assert.Equal(detail, error.DetailReason());
    }
}
