namespace Bank.Pushes;

/// <summary>The network's Token Connect service.</summary>
internal sealed class NetworkClient(HttpClient http)
{
    private const string Root = "mdes/connect/1/0/";

    public async Task<IReadOnlyList<Shop>> ShopsAsync(CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<List<Shop>>(Root + "tokenRequestors", cancellationToken) ?? [];

    public async Task<PushResponse> PushAsync(PushRequest request, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(Root + "pushMultipleAccounts", request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<PushResponse>(cancellationToken)
            ?? throw new HttpRequestException("The network's answer is empty.");
    }
}
