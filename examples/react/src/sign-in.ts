/** The demo host gives a token to anybody; yours asks who it is. */
export async function signIn(): Promise<{token: string}> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: '{}',
  });
  return (await response.json()) as {token: string};
}
