// Stands in for virtual:pwa-register/react, which only a PWA build provides: nothing to update, nothing offline yet.
type Flag = [boolean, (value: boolean) => void];
const never: Flag = [false, () => undefined];

export function useRegisterSW(): { needRefresh: Flag; offlineReady: Flag; updateServiceWorker: (reload?: boolean) => Promise<void> } {
  return { needRefresh: never, offlineReady: never, updateServiceWorker: async () => undefined };
}
